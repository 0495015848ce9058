import {
  always,
  both,
  describeMutations,
  internetGateway,
  type Mutation,
  nat,
  none,
  remove,
  routeOf,
  set,
} from "./mutations";
import { groupRule, id } from "./topology";

const openOut = set(
  "aws_vpc_security_group_egress_rule",
  "db_out",
  groupRule("db", 443, 443, { cidr_ipv4: "0.0.0.0/0" }),
);
const openIn = set(
  "aws_vpc_security_group_ingress_rule",
  "db_in",
  groupRule("db", 0, 65535, { cidr_ipv4: "0.0.0.0/0" }),
);
const routes: readonly Mutation[] = [
  ["a group open to the internet is not enough without a route", "db", "internet", none, openOut],
  ["a route is not enough without a group", "db", "internet", none, routeOf("db", nat)],
  ["both are", "db", "internet", always("TCP 443"), both(openOut, routeOf("db", nat))],
  [
    "so is a route to the internet gateway",
    "db",
    "internet",
    always("TCP 443"),
    both(openOut, routeOf("db", internetGateway)),
  ],
  [
    "a route to a part of the internet is a way there",
    "db",
    "internet",
    { possible: "TCP 443", dependable: "" },
    both(openOut, routeOf("db", nat, "8.8.8.0/24")),
  ],
  [
    "a private NAT gateway leads nowhere",
    "app",
    "internet",
    none,
    set("aws_nat_gateway", "main", { connectivity_type: "private" }),
  ],
  ["a NAT gateway needs its own route", "app", "internet", none, remove("aws_route", "web")],
  [
    "NAT lets no one in",
    "internet",
    "app",
    none,
    set("aws_vpc_security_group_ingress_rule", "app_in", groupRule("app", 0, 65535, { cidr_ipv4: "0.0.0.0/0" })),
  ],
  ["an open group without a route is not reached", "internet", "db", none, openIn],
  [
    "a route to the internet gateway lets in; answers leave to 443 only",
    "internet",
    "db",
    { possible: "TCP 1024-65535", dependable: "" },
    both(openIn, routeOf("db", internetGateway)),
  ],
  ["the internet gateway's route is the way back too", "internet", "web", none, remove("aws_route", "web")],
  [
    "a subnet without an association takes the main table",
    "internet",
    "web",
    none,
    remove("aws_route_table_association", "web"),
  ],
  [
    "the main table may have a route",
    "internet",
    "web",
    always("TCP 443"),
    both(
      remove("aws_route_table_association", "web"),
      set("aws_main_route_table_association", "main", {
        vpc_id: id("aws_vpc.main"),
        route_table_id: id("aws_route_table.web"),
      }),
    ),
  ],
  [
    "a gateway endpoint serves the tables it is attached to",
    "db",
    "s3",
    none,
    set("aws_vpc_endpoint", "s3", { route_table_ids: [] }),
  ],
  [
    "an association attaches it too",
    "db",
    "s3",
    always("TCP 443"),
    both(
      set("aws_vpc_endpoint", "s3", { route_table_ids: [] }),
      set("aws_vpc_endpoint_route_table_association", "s3", {
        vpc_endpoint_id: id("aws_vpc_endpoint.s3"),
        route_table_id: id("aws_route_table.db"),
      }),
    ),
  ],
  [
    "routes inside a table count",
    "db",
    "internet",
    always("TCP 443"),
    both(openOut, set("aws_route_table", "db", { route: [{ cidr_block: "0.0.0.0/0", ...nat }] })),
  ],
];

describeMutations("routes", routes);
