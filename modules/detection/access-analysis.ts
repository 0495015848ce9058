import { AccessanalyzerAnalyzer } from "@cdktf/provider-aws/lib/accessanalyzer-analyzer";
import { Construct } from "constructs";
import type { Names } from "../../platform/names";

export interface AccessAnalysisProps {
  readonly names: Names;
  /** Also look for rights nobody used for this many days. IAM is global: one region of an account is enough. @default not */
  readonly unusedAccessDays?: number;
}

/** IAM Access Analyzer: what is shared outside the account, and what nobody uses. */
export class AccessAnalysis extends Construct {
  constructor(scope: Construct, id: string, { names, unusedAccessDays }: AccessAnalysisProps) {
    super(scope, id);
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
