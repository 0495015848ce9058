import { CloudfrontContinuousDeploymentPolicy } from "@cdktf/provider-aws/lib/cloudfront-continuous-deployment-policy";
import { CloudfrontDistribution } from "@cdktf/provider-aws/lib/cloudfront-distribution";
import { Construct } from "constructs";
import { type DistributionProps, distributionBlock } from "./distribution-block";
import { stagingLimits } from "./staging-limits";

/**
 * Requests that a staging distribution gets: some percent of them, or those with a header
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/continuous-deployment-quotas-considerations.html).
 */
export type StagingTraffic =
  | {
      readonly percent: number;
      /** Seconds without a request after which a user may get the other distribution. */
      readonly stickySeconds: number;
    }
  | { readonly header: { readonly name: string; readonly value: string } };

export interface StagingDistributionProps {
  /** As the distribution of the host, but for what is tried. */
  readonly distribution: DistributionProps;
  readonly traffic: StagingTraffic;
}

/** Another distribution of a host, which has no name: CloudFront sends it requests of the first that refers to the policy. */
export class StagingDistribution extends Construct {
  readonly arn: string;
  readonly policyId: string;

  constructor(scope: Construct, id: string, { distribution: props, traffic }: StagingDistributionProps) {
    super(scope, id);
    const distribution = new CloudfrontDistribution(this, "distribution", {
      ...distributionBlock({ ...props, settings: { ...props.settings, http3: false } }),
      staging: true,
    });
    this.policyId = new CloudfrontContinuousDeploymentPolicy(this, "policy", {
      enabled: true,
      stagingDistributionDnsNames: [{ items: [distribution.domainName], quantity: 1 }],
      trafficConfig: [trafficBlock(traffic)],
    }).id;
    this.arn = distribution.arn;
  }
}

function trafficBlock(traffic: StagingTraffic) {
  if ("header" in traffic) {
    const { name, value } = traffic.header;
    return { type: "SingleHeader", singleHeaderConfig: [{ header: name, value }] };
  }
  const { percent, stickySeconds } = traffic;
  const stickiness = { idleTtl: stickySeconds, maximumTtl: stagingLimits.mostStickySeconds };
  // In hundredths, and with no more digits than were written.
  const weight = Number((percent / 100).toFixed(2));
  return { type: "SingleWeight", singleWeightConfig: [{ weight, sessionStickinessConfig: [stickiness] }] };
}
