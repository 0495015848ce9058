import type { Resource } from "../../synthesized/linked-stack";
import { addressRange } from "./addresses";
import { type EnvironmentResources, knownText, nameOf, referredResource } from "./environment-resources";
import type { Network, Subnet } from "./network";
import { type AddressPeer, rangePeer } from "./peers";
import { NetworkAcls } from "./read-acls";
import { SecurityGroups } from "./read-groups";
import { RouteTables } from "./read-routes";

/** What would open ways this analysis does not see. */
const unknownTypes: Readonly<Record<string, string>> = {
  aws_default_subnet: "build subnets of a VPC of the platform",
  aws_default_vpc: "build a VPC of the platform",
  aws_egress_only_internet_gateway: "IPv6 is not analyzed",
  aws_network_interface_sg_attachment: "name the groups on the resource itself",
  aws_vpc_endpoint_security_group_association: "name the groups on the endpoint itself",
  aws_vpc_endpoint_subnet_association: "name the subnets on the endpoint itself",
  aws_vpc_ipv6_cidr_block_association: "IPv6 is not analyzed",
  aws_vpn_gateway_route_propagation: "write the routes as aws_route",
};

/** Reads what decides who can reach whom. @throws Error for anything that would make the answer a guess */
export function readNetwork(resources: EnvironmentResources, groups = new SecurityGroups(resources)): Network {
  rejectUnknown(resources);
  const tables = new RouteTables(resources);
  const acls = new NetworkAcls(resources);
  const localRanges = new Map(resources.ofType("aws_vpc").map((vpc) => [vpc, rangesOf(resources, vpc)]));
  const subnets = resources.ofType("aws_subnet").map((resource): Subnet => {
    const vpc = referredResource(resource, "vpc_id", "aws_vpc");
    return {
      resource,
      tier: tierOf(resource),
      vpc,
      range: addressRange(knownText(resource, resource.block.cidr_block)),
      routes: tables.of(resource, vpc, localRanges.get(vpc) ?? []),
      acl: acls.of(resource, vpc),
    };
  });

  const rulesOfGroups = groups.all().flatMap(({ ingress, egress }) => [...ingress, ...egress]);
  const local = [...localRanges.values()].flat();
  const peers = [
    ...local,
    ...tables.all().map(({ destination }) => destination),
    ...rulesOfGroups.map(({ peer }) => peer).filter((peer) => peer.kind !== "group"),
  ];
  const services = tables.all().flatMap(({ target }) => (target.kind === "gateway-endpoint" ? [target.service] : []));
  const aclRules = acls.all().flatMap(({ ingress, egress }) => [...ingress, ...egress]);
  return {
    subnets,
    groups: groups.all(),
    prefixLists: distinct(peers.flatMap((peer) => (peer.kind === "prefix-list" ? [peer.name] : []))),
    gatewayServices: distinct(services),
    vpcRanges: rangesIn(local),
    ranges: [...rangesIn(peers), ...aclRules.map(({ range }) => range), ...subnets.map(({ range }) => range)],
  };
}

function rangesOf(resources: EnvironmentResources, vpc: Resource): readonly AddressPeer[] {
  const more = resources
    .ofType("aws_vpc_ipv4_cidr_block_association")
    .filter((resource) => referredResource(resource, "vpc_id", "aws_vpc") === vpc);
  return [vpc, ...more].map((resource) => rangePeer(resource, resource.block.cidr_block));
}

function tierOf({ name, block }: Resource): string {
  const tags = (block.tags ?? {}) as Readonly<Record<string, unknown>>;
  return typeof tags["subnet-tier"] === "string" ? tags["subnet-tier"] : name;
}

function rangesIn(peers: readonly AddressPeer[]) {
  return peers.flatMap((peer) => (peer.kind === "range" ? [peer.range] : []));
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function rejectUnknown(resources: EnvironmentResources): void {
  for (const resource of resources.all) {
    const remedy = unknownTypes[resource.type];
    if (remedy) throw new Error(`${nameOf(resource)}: the reachability analysis does not know this type; ${remedy}.`);
    const ipv6 = Object.keys(resource.block).find((key) => key.includes("ipv6") && resource.block[key] !== false);
    if (ipv6 && (resource.type === "aws_vpc" || resource.type === "aws_subnet")) {
      throw new Error(`${nameOf(resource)} sets ${ipv6}, and IPv6 is not analyzed.`);
    }
    if (Array.isArray(resource.block.propagating_vgws) && resource.block.propagating_vgws.length > 0) {
      throw new Error(`${nameOf(resource)} takes routes from a VPN gateway; write them as aws_route.`);
    }
  }
}
