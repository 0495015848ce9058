import type { Resource } from "../../synthesized/linked-stack";
import type { Block } from "../../synthesized/stack";
import {
  type EnvironmentResources,
  knownText,
  nameOf,
  referredResource,
  referredResources,
} from "./environment-resources";
import type { Route, RouteTarget } from "./network";
import { type AddressPeer, prefixListPeers, rangePeer } from "./peers";

const tableTypes = ["aws_route_table", "aws_default_route_table", "aws_vpc"];

/** Finds the routes of a subnet: its own table's, else those of the VPC's main table. */
export class RouteTables {
  private readonly routes = new Map<Resource, Route[]>();
  private readonly tableOfSubnet = new Map<Resource, Resource>();
  private readonly mainTable = new Map<Resource, Resource>();

  constructor(private readonly resources: EnvironmentResources) {
    for (const resource of resources.ofType("aws_main_route_table_association")) {
      this.mainTable.set(referredResource(resource, "vpc_id", "aws_vpc"), this.table(resource, "route_table_id"));
    }
    for (const resource of resources.ofType("aws_route_table_association")) {
      if (resource.block.subnet_id === undefined) continue;
      const table = this.table(resource, "route_table_id");
      for (const subnet of referredResources(resource, "subnet_id", "aws_subnet"))
        this.tableOfSubnet.set(subnet, table);
    }
    for (const table of resources.ofType("aws_route_table", "aws_default_route_table")) {
      const inline = Array.isArray(table.block.route) ? (table.block.route as Block[]) : [];
      for (const block of inline) this.read({ ...table, block }, this.canonical(table), "cidr_block");
    }
    for (const route of resources.ofType("aws_route")) {
      this.read(route, this.table(route, "route_table_id"), "destination_cidr_block");
    }
    this.readGatewayEndpoints();
  }

  /** The routes of a subnet, the VPC's own range first. */
  of(subnet: Resource, vpc: Resource, local: readonly AddressPeer[]): readonly Route[] {
    const table = this.tableOfSubnet.get(subnet) ?? this.mainTable.get(vpc) ?? vpc;
    const own = local.map((destination): Route => ({ destination, target: { kind: "local" } }));
    return [...own, ...(this.routes.get(table) ?? [])];
  }

  /** Every route but the local ones. */
  all(): readonly Route[] {
    return [...this.routes.values()].flat();
  }

  private readGatewayEndpoints(): void {
    const { resources } = this;
    for (const endpoint of resources.ofType("aws_vpc_endpoint")) {
      if ((endpoint.block.vpc_endpoint_type ?? "Gateway") !== "Gateway") continue;
      const service = knownText(endpoint, endpoint.block.service_name);
      const attached = resources.ofType("aws_vpc_endpoint_route_table_association");
      const tables = [
        ...referredResources(endpoint, "route_table_ids", ...tableTypes).map((table) => this.canonical(table)),
        ...attached
          .filter((resource) => referredResource(resource, "vpc_endpoint_id", "aws_vpc_endpoint") === endpoint)
          .map((resource) => this.table(resource, "route_table_id")),
      ];
      const destination: AddressPeer = { kind: "prefix-list", name: service };
      for (const table of tables) this.add(table, { destination, target: { kind: "gateway-endpoint", service } });
    }
  }

  private read(route: Resource, table: Resource, cidrArgument: string): void {
    const cidr = route.block[cidrArgument];
    const destinations = [
      ...(cidr === undefined ? [] : [rangePeer(route, cidr)]),
      ...prefixListPeers(route, "destination_prefix_list_id"),
    ];
    for (const destination of destinations) this.add(table, { destination, target: this.target(route) });
  }

  private target(route: Resource): RouteTarget {
    if (route.block.gateway_id === "local") return { kind: "local" };
    if (route.block.gateway_id !== undefined) {
      referredResource(route, "gateway_id", "aws_internet_gateway");
      return { kind: "internet-gateway" };
    }
    if (route.block.nat_gateway_id !== undefined) {
      const nat = referredResource(route, "nat_gateway_id", "aws_nat_gateway");
      return {
        kind: "nat-gateway",
        subnet: referredResource(nat, "subnet_id", "aws_subnet"),
        isPublic: nat.block.connectivity_type !== "private",
      };
    }
    throw new Error(
      `${nameOf(route)} leads to something other than an internet or NAT gateway. ` +
        "Teach policies/reachability/read-routes.ts where it leads before a route goes there.",
    );
  }

  private table(from: Resource, argument: string): Resource {
    return this.canonical(referredResource(from, argument, ...tableTypes));
  }

  /** The main table of a VPC goes by the VPC, whichever way it is named. */
  private canonical(table: Resource): Resource {
    return table.type === "aws_default_route_table"
      ? referredResource(table, "default_route_table_id", "aws_vpc")
      : table;
  }

  private add(table: Resource, route: Route): void {
    this.routes.set(table, [...(this.routes.get(table) ?? []), route]);
  }
}
