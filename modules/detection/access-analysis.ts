import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface AccessAnalysisProps {
  readonly site: Site;
  /**
   * Also look for permissions that were not used for this many days. IAM is global: one region of an account is enough.
   * @default not
   */
  readonly unusedAccessDays?: number;
}

/** IAM Access Analyzer: what is shared outside the account, and which permissions are unused. */
export class AccessAnalysis extends Construct {
  constructor(scope: Construct, id: string, { site, unusedAccessDays }: AccessAnalysisProps) {
    super(scope, id);
    const { names } = site;
    new AccessanalyzerAnalyzer(this, "external", {
      analyzerName: names.of("access-analyzer", "external-access"),
      type: "ACCOUNT",
    });
    if (unusedAccessDays !== undefined) {
      new AccessanalyzerAnalyzer(this, "unused", {
        analyzerName: names.of("access-analyzer", "unused-access"),
        type: "ACCOUNT_UNUSED_ACCESS",
        configuration: { unusedAccess: { unusedAccessAge: unusedAccessDays } },
      });
    }
  }
}
