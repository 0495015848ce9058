import type { LinkedStack } from "../../synthesized/linked-stack";
import { EnvironmentResources } from "./environment-resources";
import type { Network } from "./network";
import { type NetworkPlacement, occupiedPlacements, placementIn } from "./placements";
import { type GatewayService, type Outside, Reachability } from "./reach";
import { SecurityGroups } from "./read-groups";
import { readNetwork } from "./read-network";

/** The tier that each security group of the network layer is for. */
const homes = [
  { group: "edge", tier: "public" },
  { group: "application", tier: "application" },
  { group: "endpoints", tier: "application" },
  { group: "data", tier: "data" },
  { group: "ai", tier: "ai" },
] as const;

/** Prefix lists of AWS that have a name people know. */
const listNames: Readonly<Record<string, string>> = {
  "com.amazonaws.global.cloudfront.origin-facing": "CloudFront",
};

/** Ends of the names of prefix lists that each region has. */
const regionalLists: Readonly<Record<string, string>> = {
  "route53-healthchecks": "health checks of Route 53",
  "vpc-lattice": "VPC Lattice",
};

function nameOfList(prefixList: string): string {
  return listNames[prefixList] ?? regionalLists[prefixList.split(".").at(-1) ?? ""] ?? prefixList;
}

/** One environment: its network, everything that is or may be in it, and what is outside. */
export interface Analysis {
  readonly environment: string;
  readonly network: Network;
  readonly reachability: Reachability;
  /** The groups of the network layer in the tiers they belong to, occupied or not. */
  readonly homes: readonly NetworkPlacement[];
  /** Resources that are anywhere else, or behind other groups. */
  readonly elsewhere: readonly NetworkPlacement[];
  /** All public addresses, then those of each AWS prefix list that a rule names. */
  readonly outside: readonly Outside[];
  readonly services: readonly GatewayService[];
}

/**
 * @param stacks every synthesized stack
 * @param environment name of the environment
 * @throws Error for anything the analysis does not know and that would make its answer a guess
 */
export function analyze(stacks: readonly LinkedStack[], environment: string): Analysis {
  const resources = new EnvironmentResources(stacks, environment);
  const groups = new SecurityGroups(resources);
  const network = readNetwork(resources, groups);
  rejectHomeless(network);
  const occupied = occupiedPlacements(resources, network, groups);
  const empty = homes.map(({ group: name, tier }) => placementIn(network, tier, groupCalled(network, name), name));
  return {
    environment,
    network,
    reachability: new Reachability(network),
    homes: empty.map((home) => ({
      ...home,
      residents: occupied.filter((place) => isWithin(place, home)).flatMap(({ residents }) => residents),
    })),
    elsewhere: occupied.filter((place) => !empty.some((home) => isWithin(place, home))),
    outside: [
      { kind: "outside", name: "internet" },
      ...network.prefixLists.map((prefixList): Outside => {
        return { kind: "outside", name: nameOfList(prefixList), prefixList };
      }),
    ],
    services: network.gatewayServices.map((prefixList) => {
      return { kind: "gateway-service", name: prefixList.split(".").at(-1) ?? prefixList, prefixList };
    }),
  };
}

/** The proof would leave out a group without a placement. Groups of other layers are judged with their resources. */
function rejectHomeless({ groups }: Network): void {
  const known: readonly string[] = [...homes.map(({ group }) => group), "default"];
  const homeless = groups.find(({ name }) => !name.includes("/") && !known.includes(name));
  if (homeless) {
    throw new Error(
      `The network layer publishes ${homeless.name}_security_group_id, which belongs to no tier yet. ` +
        "Say to which in policies/reachability/analysis.ts.",
    );
  }
}

function groupCalled(network: Network, name: string) {
  const group = network.groups.find((candidate) => candidate.name === name);
  if (group) return [group];
  const names = network.groups.map((candidate) => candidate.name).join(", ");
  throw new Error(`The network layer publishes no ${name}_security_group_id; its groups are: ${names}.`);
}

function isWithin(place: NetworkPlacement, home: NetworkPlacement): boolean {
  return (
    place.subnets.every((subnet) => home.subnets.includes(subnet)) &&
    place.groups.every((group) => home.groups.includes(group))
  );
}
