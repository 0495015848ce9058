import { contains } from "./addresses";
import type { AclRule, Network, RouteTarget, Subnet } from "./network";
import type { Point } from "./point";
import { ephemeral, everything, type Traffic } from "./traffic";

/** A packet that crosses the border of a subnet: the rules that see it, and the address they compare. */
export interface Crossing {
  readonly rules: readonly AclRule[];
  readonly address: bigint;
}

/** The way of answers to one port: the client's, or the one that a NAT gateway opens for it. */
export interface Answers {
  readonly crossings: readonly Crossing[];
  /** Ports that may be chosen for it. */
  readonly ports: Traffic;
}

/** The borders a connection crosses. Network ACLs keep no state, so answers have to pass on their own. */
export interface Path {
  readonly there: readonly Crossing[];
  /** Each of them has to let some port through. */
  readonly answers: readonly Answers[];
}

/** How packets get from one point to another and back; undefined when no route leads there or none leads back. */
export function pathBetween(network: Network, from: Point, to: Point): Path | undefined {
  if (from.subnet && to.subnet) return withinVpc(from, from.subnet, to, to.subnet);
  if (from.subnet) return outward(network, from, from.subnet, to);
  if (to.subnet) return inward(from, to.subnet);
  return undefined;
}

function withinVpc(from: Point, source: Subnet, to: Point, target: Subnet): Path | undefined {
  const routed = routeTo(source, to)?.kind === "local" && routeTo(target, from)?.kind === "local";
  if (source.vpc !== target.vpc || !routed) return undefined;
  // Network ACLs apply at the border of a subnet, not inside it.
  if (source === target) return { there: [], answers: [] };
  return {
    there: [leaving(source, to), entering(target, from)],
    answers: [toClient(leaving(target, from), entering(source, to))],
  };
}

function outward(network: Network, from: Point, source: Subnet, to: Point): Path | undefined {
  const route = routeTo(source, to);
  const direct = { there: [leaving(source, to)], answers: [toClient(entering(source, to))] };
  if (to.isService) {
    return route?.kind === "gateway-endpoint" && route.service === to.prefixList ? direct : undefined;
  }
  if (route?.kind === "internet-gateway") return direct;
  return route?.kind === "nat-gateway" ? throughNat(network, route, from, source, to) : undefined;
}

/** Network ACLs around a NAT gateway see the client's address on one side and the target's on both. */
function throughNat(
  network: Network,
  { subnet, isPublic }: Extract<RouteTarget, { kind: "nat-gateway" }>,
  from: Point,
  source: Subnet,
  to: Point,
): Path | undefined {
  const nat = network.subnets.find(({ resource }) => resource === subnet);
  if (!nat || !isPublic || routeTo(nat, to)?.kind !== "internet-gateway") return undefined;
  const sameSubnet = nat === source;
  return {
    there: [...(sameSubnet ? [] : [leaving(source, to), entering(nat, from)]), leaving(nat, to)],
    answers: [
      toClient(...(sameSubnet ? [] : [leaving(nat, from), entering(source, to)])),
      // A NAT gateway opens its connections from these ports and no others.
      { crossings: [entering(nat, to)], ports: ephemeral },
    ],
  };
}

/** Only an internet gateway lets anybody in, and only where answers leave through it again. */
function inward(from: Point, target: Subnet): Path | undefined {
  if (from.isService || routeTo(target, from)?.kind !== "internet-gateway") return undefined;
  return { there: [entering(target, from)], answers: [toClient(leaving(target, from))] };
}

/** An attacker may open a connection from any port. */
function toClient(...crossings: readonly Crossing[]): Answers {
  return { crossings, ports: everything };
}

function leaving({ acl }: Subnet, { address }: Point): Crossing {
  return { rules: acl.egress, address };
}

function entering({ acl }: Subnet, { address }: Point): Crossing {
  return { rules: acl.ingress, address };
}

/** The target of the most specific route; AWS's prefix lists hold small ranges and count as the most specific. */
function routeTo({ routes }: Subnet, { address, prefixList }: Point): RouteTarget | undefined {
  let best = -1;
  let target: RouteTarget | undefined;
  for (const { destination, target: candidate } of routes) {
    const isList = destination.kind === "prefix-list";
    if (isList ? destination.name !== prefixList : !contains(destination.range, address)) continue;
    const rank = isList ? 33 : destination.range.prefix;
    if (rank > best) [best, target] = [rank, candidate];
  }
  return target;
}
