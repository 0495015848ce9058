import { contains, publicRanges, representatives } from "./addresses";
import { type AclRule, type Group, type GroupRule, type Network, unfiltered } from "./network";
import { type Crossing, pathBetween } from "./path";
import type { NetworkPlacement } from "./placements";
import type { Point } from "./point";
import {
  clientPorts,
  covers,
  difference,
  everything,
  intersection,
  isEmpty,
  nothing,
  restricted,
  type Traffic,
  union,
} from "./traffic";

/** Public addresses: those of an AWS prefix list, or all others. Gateways to the internet lead there. */
export interface Outside {
  readonly kind: "outside";
  readonly name: string;
  readonly prefixList?: string;
}

/** An AWS service behind a gateway endpoint. It answers and never calls. */
export interface GatewayService {
  readonly kind: "gateway-service";
  readonly name: string;
  readonly prefixList: string;
}

export type End = NetworkPlacement | Outside | GatewayService;

/** What connections can be opened from one end to another, by destination port. Approximations err as said. */
export interface Reach {
  /** From some address of one to some address of the other, from a port the client picks as it likes. Never too little. */
  readonly possible: Traffic;
  /** From every address to every address, from any ephemeral port. Never too much, for TCP and UDP. */
  readonly dependable: Traffic;
}

/** Computes who can reach whom, address by address where rules tell addresses apart. */
export class Reachability {
  /** One for each part of the internet that rules and routes tell apart. */
  readonly publicAddresses: readonly bigint[];

  constructor(private readonly network: Network) {
    this.publicAddresses = representatives(publicRanges(network.vpcRanges), network.ranges);
  }

  /**
   * Routes, network ACLs of both subnets in both directions, and security groups of both ends. Everything in a subnet
   * with a route to an internet gateway counts as having a public address.
   */
  between(from: End, to: End): Reach {
    const targets = this.points(to);
    const pairs = this.points(from).flatMap((source) => targets.map((target) => this.betweenPoints(source, target)));
    return {
      possible: pairs.map((pair) => pair.possible).reduce(union, nothing),
      dependable: pairs.length === 0 ? nothing : pairs.map((pair) => pair.dependable).reduce(intersection, everything),
    };
  }

  private points(end: End): readonly Point[] {
    if (end.kind === "placement") {
      return end.subnets.flatMap((subnet) =>
        representatives([subnet.range], this.network.ranges).map((address) => ({
          address,
          subnet,
          groups: end.groups,
        })),
      );
    }
    const { prefixList } = end;
    const isService = end.kind === "gateway-service";
    return this.publicAddresses.map((address) => ({ address, prefixList, isService, groups: [unfiltered] }));
  }

  private betweenPoints(from: Point, to: Point): Reach {
    const groups = intersection(admittedBy(from.groups, "egress", to), admittedBy(to.groups, "ingress", from));
    const path = isEmpty(groups) ? undefined : pathBetween(this.network, from, to);
    if (!path) return { possible: nothing, dependable: nothing };
    const there = path.there.map(admittedAt).reduce(intersection, groups);
    const answers = path.answers.map(({ crossings, ports }) => crossings.map(admittedAt).reduce(intersection, ports));
    return {
      possible: restricted(there, (protocol) => answers.every((ports) => ports[protocol].length > 0)),
      dependable: restricted(there, (protocol) =>
        answers.every((ports) => covers(ports, { ...nothing, [protocol]: clientPorts(from.subnet?.tier)[protocol] })),
      ),
    };
  }
}

function admittedAt({ rules, address }: Crossing): Traffic {
  return admittedByAcl(rules, address);
}

/** What a network ACL lets through for an address: of the rules that match, the first decides. */
export function admittedByAcl(rules: readonly AclRule[], address: bigint): Traffic {
  let open = everything;
  let admitted = nothing;
  for (const rule of rules) {
    if (!contains(rule.range, address)) continue;
    if (rule.allow) admitted = union(admitted, intersection(rule.traffic, open));
    open = difference(open, rule.traffic);
    if (isEmpty(open)) break;
  }
  return admitted;
}

function admittedBy(groups: readonly Group[], direction: "ingress" | "egress", other: Point): Traffic {
  return groups
    .flatMap((group) => group[direction])
    .filter(({ peer }) => matches(peer, other))
    .map((rule) => rule.traffic)
    .reduce(union, nothing);
}

function matches(peer: GroupRule["peer"], point: Point): boolean {
  switch (peer.kind) {
    case "range":
      return contains(peer.range, point.address);
    case "prefix-list":
      return peer.name === point.prefixList;
    case "group":
      return point.groups.includes(peer.group);
  }
}
