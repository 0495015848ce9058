import { addressRange } from "./addresses";
import type { Network, Subnet } from "./network";
import { type AddressPeer, rangePeer } from "./peers";
import { NetworkAcls } from "./read-acls";
import { SecurityGroups } from "./read-groups";
import { RouteTables } from "./read-routes";
import { type Block, type Documents, nameOf } from "./terraform";

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
export function readNetwork(documents: Documents, groups = new SecurityGroups(documents)): Network {
  rejectUnknown(documents);
  const tables = new RouteTables(documents);
  const acls = new NetworkAcls(documents);
  const localRanges = new Map(documents.ofType("aws_vpc").map((vpc) => [vpc, rangesOf(documents, vpc)]));
  const subnets = documents.ofType("aws_subnet").map((block): Subnet => {
    const vpc = documents.block(block, "vpc_id", "aws_vpc");
    return {
      block,
      tier: tierOf(block),
      vpc,
      range: addressRange(documents.text(block, block.args.cidr_block)),
      routes: tables.of(block, vpc, localRanges.get(vpc) ?? []),
      acl: acls.of(block, vpc),
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

function rangesOf(documents: Documents, vpc: Block): readonly AddressPeer[] {
  const more = documents
    .ofType("aws_vpc_ipv4_cidr_block_association")
    .filter((block) => documents.block(block, "vpc_id", "aws_vpc") === vpc);
  return [vpc, ...more].map((block) => rangePeer(documents, block, block.args.cidr_block));
}

function tierOf({ id, args }: Block): string {
  const tags = (args.tags ?? {}) as Readonly<Record<string, unknown>>;
  return typeof tags["subnet-tier"] === "string" ? tags["subnet-tier"] : id;
}

function rangesIn(peers: readonly AddressPeer[]) {
  return peers.flatMap((peer) => (peer.kind === "range" ? [peer.range] : []));
}

function distinct(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}

function rejectUnknown(documents: Documents): void {
  for (const block of documents.resources) {
    const remedy = unknownTypes[block.type];
    if (remedy) throw new Error(`${nameOf(block)}: the reachability analysis does not know this type; ${remedy}.`);
    const ipv6 = Object.keys(block.args).find((key) => key.includes("ipv6") && block.args[key] !== false);
    if (ipv6 && (block.type === "aws_vpc" || block.type === "aws_subnet")) {
      throw new Error(`${nameOf(block)} sets ${ipv6}, and IPv6 is not analyzed.`);
    }
    if (Array.isArray(block.args.propagating_vgws) && block.args.propagating_vgws.length > 0) {
      throw new Error(`${nameOf(block)} takes routes from a VPN gateway; write them as aws_route.`);
    }
  }
}
