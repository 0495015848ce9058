import { Route53Record } from "@cdktf/provider-aws/lib/route53-record";
import { Route53Zone } from "@cdktf/provider-aws/lib/route53-zone";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface PublicZoneProps {
  /** Where it protects from deletion, Terraform may not delete the zone while it holds records. */
  readonly site: Site;
  /** Domain of the zone, as in "dev.example.com". */
  readonly domain: string;
  /** Seconds that resolvers keep the records. */
  readonly ttlSeconds: number;
  /** Zones below this one, by the part of their names before the domain. */
  readonly delegates: Readonly<Record<string, { readonly nameServers: readonly string[]; readonly dsRecord?: string }>>;
  /** Address that authorities report refused certificates to. */
  readonly reportTo: string;
}

/**
 * A hosted zone that everybody can ask. Only Amazon may issue certificates for its names, and none for wildcards
 * (docs.aws.amazon.com/acm/latest/userguide/setup-caa.html).
 */
export class PublicZone extends Construct {
  readonly zoneId: string;
  readonly domain: string;
  readonly nameServers: string[];

  constructor(scope: Construct, id: string, props: PublicZoneProps) {
    super(scope, id);
    const { site, domain, ttlSeconds, reportTo } = props;
    const zone = new Route53Zone(this, "zone", {
      name: domain,
      comment: "Names that everybody can resolve",
      forceDestroy: !site.deletionProtection,
    });
    new Route53Record(this, "issuers", {
      zoneId: zone.zoneId,
      name: domain,
      type: "CAA",
      ttl: ttlSeconds,
      records: ['0 issue "amazon.com"', '0 issuewild ";"', `0 iodef "mailto:${reportTo}"`],
    });
    for (const [label, { nameServers, dsRecord }] of Object.entries(props.delegates)) {
      const below = { zoneId: zone.zoneId, name: `${label}.${domain}`, ttl: ttlSeconds };
      new Route53Record(this, `below-${label}`, { ...below, type: "NS", records: [...nameServers].sort() });
      if (dsRecord !== undefined) {
        new Route53Record(this, `below-${label}-signed`, { ...below, type: "DS", records: [dsRecord] });
      }
    }
    this.zoneId = zone.zoneId;
    this.domain = domain;
    this.nameServers = zone.nameServers;
  }
}
