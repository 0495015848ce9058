import { EnvironmentResources } from "../../policies/reachability/environment-resources";
import type { Network } from "../../policies/reachability/network";
import { placementIn } from "../../policies/reachability/placements";
import { type End, type Reach, Reachability } from "../../policies/reachability/reach";
import { SecurityGroups } from "../../policies/reachability/read-groups";
import { readNetwork } from "../../policies/reachability/read-network";
import { link } from "../../synthesized/linked-stack";
import type { Block } from "../../synthesized/stack";
import { fakeStack } from "../support/fake-stacks";

/** Terraform JSON that a test may change. */
export type Resources = Record<string, Record<string, Record<string, unknown>>>;

export const id = (address: string) => `\${${address}.id}`;
const s3 = "com.amazonaws.eu-west-1.s3";
const subnet = (cidr: string, tier: string) => ({
  vpc_id: id("aws_vpc.main"),
  cidr_block: cidr,
  tags: { "subnet-tier": tier },
});
const tableOf = (name: string, table: string) => ({
  subnet_id: id(`aws_subnet.${name}`),
  route_table_id: id(`aws_route_table.${table}`),
});

/** A rule of a network ACL. */
export const aclRule = (
  number: number,
  cidr: string,
  from: number,
  to: number,
  action = "allow",
  protocol = "tcp",
) => ({
  rule_no: number,
  cidr_block: cidr,
  from_port: from,
  to_port: to,
  action,
  protocol,
});

/** A rule of a security group; `peer` is the argument that names the other side. */
export const groupRule = (group: string, from: number, to: number, peer: Block) => ({
  security_group_id: id(`aws_security_group.${group}`),
  ip_protocol: "tcp",
  from_port: from,
  to_port: to,
  ...peer,
});
export const peerGroup = (group: string) => ({ referenced_security_group_id: id(`aws_security_group.${group}`) });

/** Three tiers: web, open to the internet on 443; app, out through NAT; db in two zones, PostgreSQL from web, S3. */
export function threeTiers(): Resources {
  const vpc = { vpc_id: id("aws_vpc.main") };
  return {
    aws_vpc: { main: { cidr_block: "10.0.0.0/16" } },
    aws_subnet: {
      web: subnet("10.0.0.0/24", "web"),
      app: subnet("10.0.3.0/24", "app"),
      db_a: subnet("10.0.1.0/24", "db"),
      db_b: subnet("10.0.2.0/24", "db"),
    },
    aws_route_table: { web: vpc, app: vpc, db: vpc },
    aws_route_table_association: {
      web: tableOf("web", "web"),
      app: tableOf("app", "app"),
      db_a: tableOf("db_a", "db"),
      db_b: tableOf("db_b", "db"),
    },
    aws_internet_gateway: { main: vpc },
    aws_nat_gateway: { main: { subnet_id: id("aws_subnet.web") } },
    aws_route: {
      web: {
        route_table_id: id("aws_route_table.web"),
        destination_cidr_block: "0.0.0.0/0",
        gateway_id: id("aws_internet_gateway.main"),
      },
      app: {
        route_table_id: id("aws_route_table.app"),
        destination_cidr_block: "0.0.0.0/0",
        nat_gateway_id: id("aws_nat_gateway.main"),
      },
    },
    aws_vpc_endpoint: { s3: { ...vpc, service_name: s3, route_table_ids: [id("aws_route_table.db")] } },
    aws_network_acl: {
      web: {
        subnet_ids: [id("aws_subnet.web")],
        ingress: [aclRule(100, "0.0.0.0/0", 443, 443), aclRule(110, "0.0.0.0/0", 1024, 65535)],
        egress: [aclRule(100, "0.0.0.0/0", 443, 443), aclRule(110, "0.0.0.0/0", 1024, 65535)],
      },
      db: {
        subnet_ids: [id("aws_subnet.db_a"), id("aws_subnet.db_b")],
        ingress: [aclRule(100, "10.0.0.0/16", 0, 65535), aclRule(110, "0.0.0.0/0", 1024, 65535)],
        egress: [aclRule(100, "10.0.0.0/16", 1024, 65535), aclRule(110, "0.0.0.0/0", 443, 443)],
      },
    },
    aws_security_group: { web: vpc, app: vpc, db: vpc },
    aws_vpc_security_group_ingress_rule: {
      web_from_internet: groupRule("web", 443, 443, { cidr_ipv4: "0.0.0.0/0" }),
      db_from_web: groupRule("db", 5432, 5432, peerGroup("web")),
      db_from_db: groupRule("db", 7000, 7000, peerGroup("db")),
    },
    aws_vpc_security_group_egress_rule: {
      web_to_db: groupRule("web", 0, 65535, peerGroup("db")),
      app_to_internet: groupRule("app", 443, 443, { cidr_ipv4: "0.0.0.0/0" }),
      db_to_db: groupRule("db", 7000, 7000, peerGroup("db")),
      db_to_s3: groupRule("db", 443, 443, { prefix_list_id: "${aws_vpc_endpoint.s3.prefix_list_id}" }),
    },
  };
}

/** Reach from one end to another: `internet`, `s3`, or a tier behind the group of the same name. */
export function reachIn(resource: Resources): (from: string, to: string) => Reach {
  const resources = new EnvironmentResources(link([fakeStack("test-network", { json: { resource } })]), "test");
  const groups = new SecurityGroups(resources);
  const network = readNetwork(resources, groups);
  const reachability = new Reachability(network);
  return (from, to) => reachability.between(endOf(network, from), endOf(network, to));
}

export const everyEnd = ["internet", "s3", "web", "app", "db"] as const;

function endOf(network: Network, name: string): End {
  if (name === "internet") return { kind: "outside", name };
  if (name === "s3") return { kind: "gateway-service", name, prefixList: s3 };
  const groups = network.groups.filter((group) => group.name === `network/${name}`);
  return placementIn(network, name, groups, name);
}
