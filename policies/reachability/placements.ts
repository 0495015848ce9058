import type { Resource } from "../../synthesized/linked-stack";
import { targetsIn } from "../../synthesized/target";
import { type EnvironmentResources, nameOf, referredResources } from "./environment-resources";
import type { Group, Network, Subnet } from "./network";
import { unfiltered } from "./network";
import type { SecurityGroups } from "./read-groups";

/** Where a resource is or could be: in these subnets, behind these security groups. */
export interface NetworkPlacement {
  readonly kind: "placement";
  readonly name: string;
  readonly subnets: readonly Subnet[];
  readonly groups: readonly Group[];
  /** The resources that are there. */
  readonly residents: readonly Resource[];
}

/** Subnets of a tier behind groups, with or without resources. */
export function placementIn(network: Network, tier: string, groups: readonly Group[], name: string): NetworkPlacement {
  const subnets = network.subnets.filter((subnet) => subnet.tier === tier);
  if (subnets.length === 0) {
    const tiers = [...new Set(network.subnets.map((subnet) => subnet.tier))].join(", ");
    throw new Error(`No subnet is tagged subnet-tier = ${tier}; there are: ${tiers}.`);
  }
  return { kind: "placement", name, subnets, groups, residents: [] };
}

/** Types that name subnets without being in them, or whose place is the network's own business. */
const plumbing =
  /^aws_(subnet|nat_gateway|flow_log|launch_template|.*_subnet_group|route.*|network_acl.*|default_.*|.*security_group.*)$/;
const subnetArgument = /subnet|^vpc_zone_identifier$/;
const groupArgument = /security_group/;

/**
 * The places of all resources that name subnets, each with the resources in it. All types are treated alike: an
 * argument whose name speaks of subnets or security groups is enough, through subnet groups and launch templates too.
 */
export function occupiedPlacements(
  resources: EnvironmentResources,
  network: Network,
  groups: SecurityGroups,
): readonly NetworkPlacement[] {
  const places = new Map<string, NetworkPlacement>();
  for (const resource of resources.all.filter(({ type }) => !plumbing.test(type))) {
    const subnets = subnetsOf(network, resource);
    if (subnets.length === 0) continue;
    const own = groupsOf(groups, resource);
    const key = [...subnets.map((subnet) => nameOf(subnet.resource)), ...own.map((group) => group.name)].join();
    const before = places.get(key);
    const tiers = [...new Set(subnets.map(({ tier }) => tier))].join("+");
    const name = before?.name ?? `${own.map((group) => group.name).join("+")} in ${tiers}`;
    places.set(key, {
      kind: "placement",
      name,
      subnets,
      groups: own,
      residents: [...(before?.residents ?? []), resource],
    });
  }
  return [...places.values()];
}

function subnetsOf(network: Network, resource: Resource): readonly Subnet[] {
  const named = argumentsOf(resource.block, subnetArgument);
  const owners = named.flatMap((value) => targetsIn(resource.stack, value)).map((reference) => reference.resource);
  const found = owners.flatMap((owner) =>
    owner.type.endsWith("_subnet_group") ? referredResources(owner, "subnet_ids", "aws_subnet") : [owner],
  );
  const subnets = network.subnets.filter((subnet) => found.includes(subnet.resource));
  if (subnets.length === 0 && JSON.stringify(named).includes('"')) {
    throw new Error(`${nameOf(resource)} names subnets that no stack holds: ${JSON.stringify(named)}.`);
  }
  return subnets;
}

/**
 * Its own groups, else those of its launch template, else those of what it refers to, as the cluster it is a part of:
 * nodes whose template names groups do not carry that of the cluster
 * (docs.aws.amazon.com/eks/latest/userguide/launch-templates.html).
 */
function groupsOf(groups: SecurityGroups, resource: Resource): readonly Group[] {
  const others = targetsIn(resource.stack, resource.block).map((reference) => reference.resource);
  const templates = others.filter(({ type }) => type === "aws_launch_template");
  for (const candidates of [[resource], templates, others]) {
    const found = candidates.flatMap((candidate) => [
      ...argumentsOf(candidate.block, groupArgument).flatMap((value) => groups.named(candidate, value)),
      ...groups.managedBy(candidate),
    ]);
    if (found.length > 0) return [...new Set(found)];
  }
  // A network load balancer without a group filters nothing; for other types the worst is assumed.
  return [unfiltered];
}

/** The values of all arguments, at any depth, whose name matches. */
function argumentsOf(block: unknown, name: RegExp): readonly unknown[] {
  if (Array.isArray(block)) return block.flatMap((item) => argumentsOf(item, name));
  if (typeof block !== "object" || block === null) return [];
  return Object.entries(block).flatMap(([key, value]) => (name.test(key) ? [value].flat() : argumentsOf(value, name)));
}
