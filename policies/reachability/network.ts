import type { Resource } from "../../synthesized/linked-stack";
import type { AddressRange } from "./addresses";
import type { AddressPeer } from "./peers";
import { everything, type Traffic } from "./traffic";

/** Where a route leads. A NAT gateway is known by its subnet; a private one leads nowhere public. */
export type RouteTarget =
  | { readonly kind: "local" }
  | { readonly kind: "internet-gateway" }
  | { readonly kind: "nat-gateway"; readonly subnet: Resource; readonly isPublic: boolean }
  | { readonly kind: "gateway-endpoint"; readonly service: string };

export interface Route {
  readonly destination: AddressPeer;
  readonly target: RouteTarget;
}

export interface AclRule {
  readonly number: number;
  readonly allow: boolean;
  readonly range: AddressRange;
  readonly traffic: Traffic;
}

/** A network ACL. Rules in the order of their numbers; the first that matches decides, and none means no. */
export interface Acl {
  readonly ingress: readonly AclRule[];
  readonly egress: readonly AclRule[];
}

export interface GroupRule {
  readonly traffic: Traffic;
  readonly peer: AddressPeer | { readonly kind: "group"; readonly group: Group };
}

/** A security group. */
export interface Group {
  /** Name of the network layer's output without `_security_group_id`, else layer and logical id: `data/orders`. */
  readonly name: string;
  readonly ingress: readonly GroupRule[];
  readonly egress: readonly GroupRule[];
}

export interface Subnet {
  readonly resource: Resource;
  /** The tag `subnet-tier`, else the logical id. */
  readonly tier: string;
  readonly vpc: Resource;
  readonly range: AddressRange;
  readonly routes: readonly Route[];
  readonly acl: Acl;
}

/** Everything in the stacks of one environment that decides who can reach whom. */
export interface Network {
  readonly subnets: readonly Subnet[];
  readonly groups: readonly Group[];
  /** Prefix lists of AWS that rules and routes name. */
  readonly prefixLists: readonly string[];
  /** Services that have a gateway endpoint, as in `com.amazonaws.us-east-1.s3`. */
  readonly gatewayServices: readonly string[];
  readonly vpcRanges: readonly AddressRange[];
  /** Every range that a rule, a route or a subnet names. */
  readonly ranges: readonly AddressRange[];
}

const anywhere: AddressPeer = {
  kind: "range",
  range: { cidr: "0.0.0.0/0", start: 0n, end: 2n ** 32n - 1n, prefix: 0 },
};

/** Represents no security group at all, and any group that might be wrong. */
export const unfiltered: Group = {
  name: "unfiltered",
  ingress: [{ traffic: everything, peer: anywhere }],
  egress: [{ traffic: everything, peer: anywhere }],
};

/** What AWS gives a VPC for subnets that name no network ACL. */
export const openAcl: Acl = {
  ingress: [{ number: 100, allow: true, range: anywhere.range, traffic: everything }],
  egress: [{ number: 100, allow: true, range: anywhere.range, traffic: everything }],
};
