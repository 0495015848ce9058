import { EmrBlockPublicAccessConfiguration } from "@cdktf/provider-aws/lib/emr-block-public-access-configuration";
import { Construct } from "constructs";

/**
 * Refuses every EMR cluster with a security group that lets the internet in, on any port: AWS's own default spares SSH.
 * Exists once per account and region. Exactly one state may build this.
 */
export class EmrPublicAccessBlock extends Construct {
  constructor(scope: Construct, id: string) {
    super(scope, id);
    new EmrBlockPublicAccessConfiguration(this, "block-public-access-configuration", {
      blockPublicSecurityGroupRules: true,
    });
  }
}
