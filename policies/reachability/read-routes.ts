import type { Route, RouteTarget } from "./network";
import { type AddressPeer, prefixListPeers, rangePeer } from "./peers";
import { type Args, type Block, type Documents, nameOf } from "./terraform";

const tableTypes = ["aws_route_table", "aws_default_route_table", "aws_vpc"];

/** Finds the routes of a subnet: its own table's, else those of the VPC's main table. */
export class RouteTables {
  private readonly routes = new Map<Block, Route[]>();
  private readonly tableOfSubnet = new Map<Block, Block>();
  private readonly mainTable = new Map<Block, Block>();

  constructor(private readonly documents: Documents) {
    for (const block of documents.ofType("aws_main_route_table_association")) {
      this.mainTable.set(documents.block(block, "vpc_id", "aws_vpc"), this.table(block, "route_table_id"));
    }
    for (const block of documents.ofType("aws_route_table_association")) {
      if (block.args.subnet_id === undefined) continue;
      const table = this.table(block, "route_table_id");
      for (const subnet of documents.blocks(block, "subnet_id", "aws_subnet")) this.tableOfSubnet.set(subnet, table);
    }
    for (const table of documents.ofType("aws_route_table", "aws_default_route_table")) {
      const inline = Array.isArray(table.args.route) ? (table.args.route as Args[]) : [];
      for (const args of inline) this.read({ ...table, args }, this.canonical(table), "cidr_block");
    }
    for (const route of documents.ofType("aws_route")) {
      this.read(route, this.table(route, "route_table_id"), "destination_cidr_block");
    }
    this.readGatewayEndpoints();
  }

  /** The routes of a subnet, the VPC's own range first. */
  of(subnet: Block, vpc: Block, local: readonly AddressPeer[]): readonly Route[] {
    const table = this.tableOfSubnet.get(subnet) ?? this.mainTable.get(vpc) ?? vpc;
    const own = local.map((destination): Route => ({ destination, target: { kind: "local" } }));
    return [...own, ...(this.routes.get(table) ?? [])];
  }

  /** Every route but the local ones. */
  all(): readonly Route[] {
    return [...this.routes.values()].flat();
  }

  private readGatewayEndpoints(): void {
    const { documents } = this;
    for (const endpoint of documents.ofType("aws_vpc_endpoint")) {
      if ((endpoint.args.vpc_endpoint_type ?? "Gateway") !== "Gateway") continue;
      const service = documents.text(endpoint, endpoint.args.service_name);
      const attached = documents.ofType("aws_vpc_endpoint_route_table_association");
      const tables = [
        ...documents.blocks(endpoint, "route_table_ids", ...tableTypes).map((table) => this.canonical(table)),
        ...attached
          .filter((block) => documents.block(block, "vpc_endpoint_id", "aws_vpc_endpoint") === endpoint)
          .map((block) => this.table(block, "route_table_id")),
      ];
      const destination: AddressPeer = { kind: "prefix-list", name: service };
      for (const table of tables) this.add(table, { destination, target: { kind: "gateway-endpoint", service } });
    }
  }

  private read(route: Block, table: Block, cidrArgument: string): void {
    const cidr = route.args[cidrArgument];
    const destinations = [
      ...(cidr === undefined ? [] : [rangePeer(this.documents, route, cidr)]),
      ...prefixListPeers(this.documents, route, "destination_prefix_list_id"),
    ];
    for (const destination of destinations) this.add(table, { destination, target: this.target(route) });
  }

  private target(route: Block): RouteTarget {
    const { documents } = this;
    if (route.args.gateway_id === "local") return { kind: "local" };
    if (route.args.gateway_id !== undefined) {
      documents.block(route, "gateway_id", "aws_internet_gateway");
      return { kind: "internet-gateway" };
    }
    if (route.args.nat_gateway_id !== undefined) {
      const nat = documents.block(route, "nat_gateway_id", "aws_nat_gateway");
      return {
        kind: "nat-gateway",
        subnet: documents.block(nat, "subnet_id", "aws_subnet"),
        isPublic: nat.args.connectivity_type !== "private",
      };
    }
    throw new Error(
      `${nameOf(route)} leads to something other than an internet or NAT gateway. ` +
        "Teach policies/reachability/read-routes.ts where it leads before a route goes there.",
    );
  }

  private table(from: Block, argument: string): Block {
    return this.canonical(this.documents.block(from, argument, ...tableTypes));
  }

  /** The main table of a VPC goes by the VPC, whichever way it is named. */
  private canonical(table: Block): Block {
    return table.type === "aws_default_route_table"
      ? this.documents.block(table, "default_route_table_id", "aws_vpc")
      : table;
  }

  private add(table: Block, route: Route): void {
    this.routes.set(table, [...(this.routes.get(table) ?? []), route]);
  }
}
