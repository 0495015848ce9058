import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface PrivateZoneProps {
  /** Where it protects from deletion, Terraform may not delete the zone while it holds records. */
  readonly site: Site;
  /** Domain of the zone, as in "internal.dev.example.com". */
  readonly domain: string;
  readonly vpcId: string;
}

/** Names that resolve inside the VPC only. */
export class PrivateZone extends Construct {
  readonly zoneId: string;
  readonly domain: string;

  constructor(scope: Construct, id: string, props: PrivateZoneProps) {
    super(scope, id);
    const zone = new Route53Zone(this, "zone", {
      name: props.domain,
      comment: "Names inside the VPC",
      vpc: [{ vpcId: props.vpcId }],
      forceDestroy: !props.site.deletionProtection,
    });
    this.zoneId = zone.zoneId;
    this.domain = props.domain;
  }
}
