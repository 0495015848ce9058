import { NetworkAcl } from "@cdktf/provider-aws/lib/network-acl";
import { NetworkAclRule } from "@cdktf/provider-aws/lib/network-acl-rule";
import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { zoneLetter, zoneSlot } from "../../platform/zones";
import type { SubnetTier } from "./address-plan";
import type { NetworkAclRules } from "./network-acl-rules";

/** The way to the internet: both ways for all, out through a NAT gateway per zone, or none. */
export type InternetRoute =
  | { readonly through: "internet-gateway"; readonly gatewayId: string }
  | { readonly through: "nat"; readonly natGatewayIds: readonly string[] }
  | { readonly through: "nothing" };

export interface TierSubnetsProps {
  readonly site: Site;
  readonly tier: SubnetTier;
  readonly vpcId: string;
  readonly zones: readonly string[];
  /** Ranges of subnets, by the slots of zones. */
  readonly cidrs: readonly string[];
  readonly internet: InternetRoute;
  readonly acl: NetworkAclRules;
}

/** The subnets of one tier, one per zone, with the routes and the network ACL they share. */
export class TierSubnets extends Construct {
  readonly subnetIds: readonly string[];
  readonly routeTableIds: readonly string[];

  constructor(
    scope: Construct,
    id: string,
    private readonly props: TierSubnetsProps,
  ) {
    super(scope, id);
    const { tier, vpcId, zones, cidrs, internet, acl } = props;
    const { names } = props.site;

    const places = zones.map((zone) => ({ zone, scope: new Construct(this, zoneLetter(zone)) }));
    const zoneScopes = places.map(({ scope: zoneScope }) => zoneScope);
    const subnets = places.map(
      ({ zone, scope: zoneScope }) =>
        new Subnet(zoneScope, "subnet", {
          vpcId,
          availabilityZone: zone,
          cidrBlock: cidrs[zoneSlot(zone)],
          mapPublicIpOnLaunch: false,
          tags: { Name: names.of("tag", `${tier}-${zoneLetter(zone)}`), "subnet-tier": tier },
        }),
    );
    this.subnetIds = subnets.map((subnet) => subnet.id);

    // Behind NAT every zone has its own route table. So adding or removing a NAT gateway changes only routes.
    const tables =
      internet.through === "nat" ? zoneScopes.map((scope) => this.routeTable(scope)) : [this.routeTable(this)];
    this.routeTableIds = tables.map((table) => table.id);
    subnets.forEach((subnet, index) => {
      const table = tables[index] ?? (tables[0] as RouteTable);
      new RouteTableAssociation(zoneScopes[index] as Construct, "route-table-association", {
        subnetId: subnet.id,
        routeTableId: table.id,
      });
    });
    this.routeToInternet(tables, zoneScopes);

    const networkAcl = new NetworkAcl(this, "network-acl", {
      vpcId,
      subnetIds: [...this.subnetIds],
      tags: { Name: names.of("tag", tier) },
    });
    this.allow(networkAcl, "ingress", acl.ingress);
    this.allow(networkAcl, "egress", acl.egress);
  }

  /** Adds the rules in their order, with gaps for later ones. What no rule allows, the ACL denies. */
  private allow(acl: NetworkAcl, direction: "ingress" | "egress", rules: NetworkAclRules["ingress"]): void {
    rules.forEach((rule, index) => {
      const ruleNumber = 100 + index * 10;
      new NetworkAclRule(this, `${direction}-${ruleNumber}`, {
        ...rule,
        networkAclId: acl.id,
        egress: direction === "egress",
        ruleNumber,
      });
    });
  }

  private routeTable(scope: Construct): RouteTable {
    const { site, tier, vpcId } = this.props;
    const name = scope === this ? tier : `${tier}-${scope.node.id}`;
    return new RouteTable(scope, "route-table", { vpcId, tags: { Name: site.names.of("tag", name) } });
  }

  private routeToInternet(tables: readonly RouteTable[], zoneScopes: readonly Construct[]): void {
    const { internet } = this.props;
    if (internet.through === "nothing") return;
    tables.forEach((table, index) => {
      const route = { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0" };
      if (internet.through === "internet-gateway") {
        new Route(this, "internet", { ...route, gatewayId: internet.gatewayId });
      } else {
        const natGatewayId = internet.natGatewayIds[index] ?? internet.natGatewayIds[0];
        new Route(zoneScopes[index] as Construct, "internet", { ...route, natGatewayId });
      }
    });
  }
}
