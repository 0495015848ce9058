import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface RegionRecordProps {
  readonly site: Site;
  readonly zoneId: string;
  readonly hostName: string;
  /** Where the name leads to in this region. */
  readonly target: { readonly domainName: string; readonly zoneId: string };
  /** @default the name leads here and nowhere else */
  readonly failover?: {
    /** Users go to the secondary region as long as the primary one is unhealthy. */
    readonly role: "primary" | "secondary";
    readonly healthCheckId: string;
  };
}

/**
 * A name that leads to this region, or to this one of two. Name servers decide by the health checks: no one has to
 * change a record.
 */
export class RegionRecord extends Construct {
  constructor(scope: Construct, id: string, props: RegionRecordProps) {
    super(scope, id);
    const { site, zoneId, hostName, target, failover } = props;
    new Route53Record(this, "record", {
      zoneId,
      name: hostName,
      type: "A",
      alias: { name: target.domainName, zoneId: target.zoneId, evaluateTargetHealth: failover !== undefined },
      ...(failover && {
        setIdentifier: site.region,
        failoverRoutingPolicy: { type: failover.role.toUpperCase() },
        healthCheckId: failover.healthCheckId,
      }),
    });
  }
}
