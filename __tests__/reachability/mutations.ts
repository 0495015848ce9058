import { describe, expect, test } from "vitest";
import { describeTraffic } from "../../policies/reachability/traffic";
import { id, type Resources, reachIn, threeTiers } from "./topology";

/** What is reached, for people: by some, and by all. */
export function traffic(resources: Resources, from: string, to: string) {
  const { possible, dependable } = reachIn(resources)(from, to);
  return { possible: describeTraffic(possible), dependable: describeTraffic(dependable) };
}
export const always = (what: string) => ({ possible: what, dependable: what });

/** What changes, between whom, what is reached then, and how the topology is changed. */
export type Mutation = readonly [
  string,
  string,
  string,
  { possible: string; dependable: string },
  (r: Resources) => void,
];

export const set = (type: string, name: string, args: Record<string, unknown>) => (resources: Resources) => {
  resources[type] = { ...resources[type], [name]: { ...resources[type]?.[name], ...args } };
};
export const remove = (type: string, name: string) => (resources: Resources) => {
  delete resources[type]?.[name];
};
export const routeOf = (table: string, gateway: Record<string, unknown>, cidr = "0.0.0.0/0") =>
  set("aws_route", `${table}_more`, {
    route_table_id: id(`aws_route_table.${table}`),
    destination_cidr_block: cidr,
    ...gateway,
  });
export const internetGateway = { gateway_id: id("aws_internet_gateway.main") };
export const nat = { nat_gateway_id: id("aws_nat_gateway.main") };
export const both =
  (...changes: readonly ((resources: Resources) => void)[]) =>
  (resources: Resources) => {
    for (const change of changes) change(resources);
  };
export const none = always("");
export const acl = (name: string, direction: string, ...rules: unknown[]) =>
  set("aws_network_acl", name, { [direction]: rules });

/** Each mutation of the three tiers leads to the reach it says. */
export function describeMutations(subject: string, mutations: readonly Mutation[]): void {
  describe(subject, () => {
    test.each(mutations)("%s: %s to %s", (_, from, to, expected, change) => {
      const resources = threeTiers();
      change(resources);
      expect(traffic(resources, from, to)).toEqual(expected);
    });
  });
}
