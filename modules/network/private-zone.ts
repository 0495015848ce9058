import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";

export interface PrivateZoneProps {
  /** Domain of the zone, as in "internal.dev.example.com". */
  readonly domain: string;
  readonly vpcId: string;
  readonly forceDestroy: boolean;
}

/** Names that resolve inside the VPC only. */
export class PrivateZone extends Construct {
  readonly zoneId: string;

  constructor(scope: Construct, id: string, props: PrivateZoneProps) {
    super(scope, id);
    const zone = new Route53Zone(this, "zone", {
      name: props.domain,
      comment: "Names inside the VPC",
      vpc: [{ vpcId: props.vpcId }],
      forceDestroy: props.forceDestroy,
    });
    this.zoneId = zone.zoneId;
  }
}
