import { expect, test } from "vitest";
import { always, routeOf, set, traffic } from "./mutations";
import { groupRule, type Resources, reachIn, threeTiers } from "./topology";

test.each([
  ["internet", "web", "TCP 443"],
  ["internet", "app", ""],
  ["internet", "db", ""],
  ["web", "internet", ""],
  ["web", "db", "TCP 5432"],
  ["app", "internet", "TCP 443"],
  ["app", "db", ""],
  ["db", "db", "TCP 7000"],
  ["db", "s3", "TCP 443"],
  ["db", "web", ""],
  ["db", "internet", ""],
  ["s3", "db", ""],
  ["s3", "web", ""],
])("as it is, %s reaches %s by '%s'", (from, to, expected) => {
  expect(traffic(threeTiers(), from, to)).toEqual(always(expected));
});

test.each<readonly [string, RegExp, (resources: Resources) => void]>([
  [
    "a route to a transit gateway",
    /aws_route.db_more leads to something other/,
    routeOf("db", { transit_gateway_id: "tgw-1" }),
  ],
  [
    "a subnet by its literal id",
    /expected subnet_id to refer to aws_subnet.*subnet-1/,
    set("aws_route_table_association", "web", { subnet_id: "subnet-1" }),
  ],
  [
    "a group by its literal id",
    /security group "sg-1", which no stack holds/,
    set("aws_vpc_security_group_ingress_rule", "x", {
      ...groupRule("db", 1, 1, {}),
      referenced_security_group_id: "sg-1",
    }),
  ],
  [
    "an unknown prefix list",
    /to refer to a prefix list of a stack, got/,
    set("aws_vpc_security_group_ingress_rule", "x", groupRule("db", 1, 1, { prefix_list_id: "pl-1" })),
  ],
  ["IPv6", /IPv6 is not analyzed/, set("aws_vpc", "main", { assign_generated_ipv6_cidr_block: true })],
  [
    "a range known after apply",
    /not known before apply/,
    set("aws_subnet", "web", { cidr_block: '${cidrsubnet("10.0.0.0/16", 8, 1)}' }),
  ],
])("%s is refused, not guessed", (_, message, change) => {
  const resources = threeTiers();
  change(resources);
  expect(() => reachIn(resources)).toThrow(message);
});
