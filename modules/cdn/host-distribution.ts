import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import { type DistributionProps, distributionBlock } from "./distribution-block";

/** CloudFront for one host, with its records. One for each host: CloudFront chooses behaviors by path alone. */
export class HostDistribution extends Construct {
  readonly id: string;
  readonly arn: string;
  readonly domainName: string;

  constructor(scope: Construct, id: string, props: DistributionProps) {
    super(scope, id);
    const { host, settings } = props;
    const distribution = new CloudfrontDistribution(this, "distribution", {
      ...distributionBlock(props),
      aliases: [host.name],
      continuousDeploymentPolicyId: settings.stagingPolicyId,
    });
    for (const type of ["A", "AAAA"]) {
      new Route53Record(this, type.toLowerCase(), {
        zoneId: host.zoneId,
        name: host.name,
        type,
        alias: { name: distribution.domainName, zoneId: distribution.hostedZoneId, evaluateTargetHealth: false },
      });
    }
    this.id = distribution.id;
    this.arn = distribution.arn;
    this.domainName = distribution.domainName;
  }
}
