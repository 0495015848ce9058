import type { Group, Network, Subnet } from "./network";
import { unfiltered } from "./network";
import type { SecurityGroups } from "./read-groups";
import { type Block, type Documents, nameOf } from "./terraform";

/** Where something stands or could stand: in these subnets, behind these security groups. */
export interface Place {
  readonly kind: "place";
  readonly name: string;
  readonly subnets: readonly Subnet[];
  readonly groups: readonly Group[];
  /** The resources that stand there. */
  readonly residents: readonly Block[];
}

/** Subnets of a tier behind groups, whether or not anything stands there. */
export function placeIn(network: Network, tier: string, groups: readonly Group[], name: string): Place {
  const subnets = network.subnets.filter((subnet) => subnet.tier === tier);
  if (subnets.length === 0) {
    const tiers = [...new Set(network.subnets.map((subnet) => subnet.tier))].join(", ");
    throw new Error(`No subnet is tagged subnet-tier = ${tier}; there are: ${tiers}.`);
  }
  return { kind: "place", name, subnets, groups, residents: [] };
}

/** Types that name subnets without standing in them, or whose place is the network's own business. */
const plumbing =
  /^aws_(subnet|nat_gateway|flow_log|launch_template|.*_subnet_group|route.*|network_acl.*|default_.*|.*security_group.*)$/;
const subnetArgument = /subnet|^vpc_zone_identifier$/;
const groupArgument = /security_group/;

/**
 * The places of all resources that name subnets, each with those who stand there. Types are not told apart: an argument
 * whose name speaks of subnets or security groups is enough, through subnet groups and launch templates too.
 */
export function occupiedPlaces(documents: Documents, network: Network, groups: SecurityGroups): readonly Place[] {
  const places = new Map<string, Place>();
  for (const block of documents.resources.filter(({ type }) => !plumbing.test(type))) {
    const subnets = subnetsOf(documents, network, block);
    if (subnets.length === 0) continue;
    const own = groupsOf(documents, groups, block);
    const key = [...subnets.map((subnet) => nameOf(subnet.block)), ...own.map((group) => group.name)].join();
    const before = places.get(key);
    const tiers = [...new Set(subnets.map(({ tier }) => tier))].join("+");
    const name = before?.name ?? `${own.map((group) => group.name).join("+")} in ${tiers}`;
    places.set(key, { kind: "place", name, subnets, groups: own, residents: [...(before?.residents ?? []), block] });
  }
  return [...places.values()];
}

function subnetsOf(documents: Documents, network: Network, block: Block): readonly Subnet[] {
  const named = argumentsOf(block.args, subnetArgument);
  const owners = named.flatMap((value) => documents.references(block.stack, value)).map((reference) => reference.block);
  const blocks = owners.flatMap((owner) =>
    owner.type.endsWith("_subnet_group") ? documents.blocks(owner, "subnet_ids", "aws_subnet") : [owner],
  );
  const subnets = network.subnets.filter((subnet) => blocks.includes(subnet.block));
  if (subnets.length === 0 && JSON.stringify(named).includes('"')) {
    throw new Error(`${nameOf(block)} names subnets that no stack holds: ${JSON.stringify(named)}.`);
  }
  return subnets;
}

/** Its own groups, else those of what it refers to: a launch template, or the cluster it is a part of. */
function groupsOf(documents: Documents, groups: SecurityGroups, block: Block): readonly Group[] {
  const others = documents.references(block.stack, block.args).map((reference) => reference.block);
  for (const candidates of [[block], others]) {
    const found = candidates.flatMap((candidate) => [
      ...argumentsOf(candidate.args, groupArgument).flatMap((value) => groups.named(candidate, value)),
      ...groups.managedBy(candidate),
    ]);
    if (found.length > 0) return [...new Set(found)];
  }
  // A network load balancer without a group filters nothing; for other types the worst is assumed.
  return [unfiltered];
}

/** The values of all arguments, at any depth, whose name matches. */
function argumentsOf(args: unknown, name: RegExp): readonly unknown[] {
  if (Array.isArray(args)) return args.flatMap((item) => argumentsOf(item, name));
  if (typeof args !== "object" || args === null) return [];
  return Object.entries(args).flatMap(([key, value]) => (name.test(key) ? [value].flat() : argumentsOf(value, name)));
}
