import { SecurityhubAccount } from "@cdktf/provider-aws/lib/securityhub-account";
import { SecurityhubFindingAggregator } from "@cdktf/provider-aws/lib/securityhub-finding-aggregator";
import { SecurityhubStandardsSubscription } from "@cdktf/provider-aws/lib/securityhub-standards-subscription";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface SecurityHubProps {
  readonly site: Site;
  /** Collect the findings of all regions here; one region of an account should. */
  readonly aggregate: boolean;
}

/** Standards by id (docs.aws.amazon.com/securityhub/latest/userguide/standards-reference.html). */
const standards = {
  fsbp: "aws-foundational-security-best-practices/v/1.0.0",
  cis: "cis-aws-foundations-benchmark/v/3.0.0",
};

/** Security Hub with the AWS foundational and the CIS standard. One per region. */
export class SecurityHub extends Construct {
  constructor(scope: Construct, id: string, { site, aggregate }: SecurityHubProps) {
    super(scope, id);
    const hub = new SecurityhubAccount(this, "account", {
      enableDefaultStandards: false,
      controlFindingGenerator: "SECURITY_CONTROL",
      autoEnableControls: true,
    });
    for (const [name, standard] of Object.entries(standards)) {
      new SecurityhubStandardsSubscription(this, name, {
        standardsArn: `arn:aws:securityhub:${site.region}::standards/${standard}`,
        dependsOn: [hub],
      });
    }
    if (aggregate) {
      new SecurityhubFindingAggregator(this, "finding-aggregator", { linkingMode: "ALL_REGIONS", dependsOn: [hub] });
    }
  }
}
