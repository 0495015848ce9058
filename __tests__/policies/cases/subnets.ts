import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";

type Resources = Readonly<Record<string, Block>>;

const stack = (id: string, resources: Resources): FakeStacks => ({ [id]: { resources } });

/** A network layer with a public and a private subnet per zone, and a data layer that reads them. */
const network = (id: string, ...zones: readonly string[]): FakeStacks => ({
  [`${id}-network`]: {
    resources: {
      "aws_internet_gateway.main": {},
      "aws_security_group.data": {},
      "aws_route_table.public": {},
      "aws_route.internet": {
        route_table_id: "${aws_route_table.public.id}",
        gateway_id: "${aws_internet_gateway.main.id}",
      },
      "aws_route_table.inline": { route: [{ gateway_id: "${aws_internet_gateway.main.id}" }] },
      "aws_route_table.data": { route: [{ vpc_endpoint_id: "vpce-1" }] },
      ...Object.fromEntries(
        zones.flatMap((zone) =>
          ["public", "inline", "data"].flatMap((table) => [
            [`aws_subnet.${table}_${zone}`, { availability_zone: zone }],
            [
              `aws_route_table_association.${table}_${zone}`,
              {
                subnet_id: `\${aws_subnet.${table}_${zone}.id}`,
                route_table_id: `\${aws_route_table.${table}.id}`,
              },
            ],
          ]),
        ),
      ),
    },
    outputs: {
      security_group_id: "${aws_security_group.data.id}",
      ...Object.fromEntries(
        ["public", "inline", "data"].map((table) => [
          `${table}_subnet_ids`,
          zones.map((zone) => `\${aws_subnet.${table}_${zone}.id}`),
        ]),
      ),
    },
  },
});
const placed = (id: string, zones: readonly string[], resources: Resources): FakeStacks => ({
  ...network(id, ...zones),
  [`${id}-data`]: { reads: { network: `${id}-network` }, resources },
});
const subnets = (tier: string) => `\${data.terraform_remote_state.network.outputs.${tier}_subnet_ids}`;

export const privateSubnets = casesOf("STRATA017", [
  {
    name: "databases in public subnets",
    stacks: placed("dev", ["a", "b"], {
      "aws_db_subnet_group.main": { subnet_ids: subnets("public") },
      "aws_elasticache_subnet_group.main": { subnet_ids: subnets("inline") },
    }),
    finds: ["aws_db_subnet_group.main: aws_subnet.public_a", "public_b", "aws_subnet.inline_a", "inline_b"],
    breaks: { "RDS.46": "aws_db_subnet_group.main: aws_subnet.public_a has a route to an internet gateway" },
  },
  {
    name: "a cluster of EMR in a public subnet",
    stacks: placed("dev", ["a", "b"], {
      "aws_emr_cluster.hadoop": { ec2_attributes: { subnet_id: `\${element(${subnets("public").slice(2, -1)}, 0)}` } },
    }),
    finds: ["aws_emr_cluster.hadoop: aws_subnet.public_a", "public_b"],
    breaks: { "EMR.1": "aws_emr_cluster.hadoop: aws_subnet.public_a has a route to an internet gateway" },
  },
  {
    name: "subnets, groups and security groups that no stack makes, by their ids and names",
    stacks: stack("dev-data", {
      "aws_db_subnet_group.main": { subnet_ids: ["subnet-1", "subnet-2"] },
      "aws_elasticache_replication_group.sessions": {
        subnet_group_name: "by-hand",
        security_group_ids: ["sg-1"],
      },
      "aws_emr_studio.main": { subnet_ids: ["${data.aws_subnets.found.ids}"], engine_security_group_id: "sg-2" },
    }),
    finds: [
      "aws_db_subnet_group.main: subnet-1 is no aws_subnet of the platform",
      "subnet-2 is no aws_subnet",
      "aws_elasticache_replication_group.sessions: by-hand is no aws_elasticache_subnet_group of the platform",
      "aws_emr_studio.main: ${data.aws_subnets.found.ids} is no aws_subnet",
      "aws_elasticache_replication_group.sessions: sg-1 is no aws_security_group of the platform",
      "aws_emr_studio.main: sg-2 is no aws_security_group",
    ],
  },
  {
    name: "a group of subnets of another service",
    stacks: placed("dev", ["a", "b"], {
      "aws_elasticache_subnet_group.main": { subnet_ids: subnets("data") },
      "aws_rds_cluster.main": { db_subnet_group_name: "${aws_elasticache_subnet_group.main.name}" },
    }),
    finds: ["aws_rds_cluster.main: ${aws_elasticache_subnet_group.main.name} is no aws_db_subnet_group"],
  },
  {
    name: "a function in two zones of production, a cluster in one",
    stacks: placed("prod", ["a", "b"], {
      "aws_lambda_function.rotate": { vpc_config: { subnet_ids: subnets("data") } },
      "aws_emr_cluster.hadoop": { ec2_attributes: { subnet_id: `\${element(${subnets("data").slice(2, -1)}, 0)}` } },
    }),
    finds: ["aws_lambda_function.rotate: its subnets are in 2 zones; tier production asks for 3"],
    breaks: { "Lambda.5": "aws_lambda_function.rotate: its subnets are in 2 zones" },
  },
  {
    name: "what AWS would place for itself",
    stacks: stack("dev-data", {
      "aws_rds_cluster.main": {},
      "aws_elasticache_replication_group.sessions": {},
      "aws_emrserverless_application.spark": {},
    }),
    finds: ["sets no subnet_group_name", "sets no network_configuration.subnet_ids", "sets no db_subnet_group_name"],
  },
  {
    name: "groups of subnets that AWS made",
    stacks: stack("dev-data", {
      "aws_rds_cluster.main": { db_subnet_group_name: "default" },
      "aws_elasticache_replication_group.sessions": { subnet_group_name: "default" },
    }),
    finds: ["sets no subnet_group_name", "sets no db_subnet_group_name"],
    breaks: { "ElastiCache.7": "aws_elasticache_replication_group.sessions: sets no subnet_group_name" },
  },
  {
    name: "private subnets in all zones with groups of the platform, a function outside",
    stacks: placed("prod", ["a", "b", "c"], {
      "aws_db_subnet_group.main": { subnet_ids: subnets("data") },
      "aws_rds_cluster.main": {
        db_subnet_group_name: "${aws_db_subnet_group.main.name}",
        vpc_security_group_ids: ["${data.terraform_remote_state.network.outputs.security_group_id}"],
      },
      "aws_emrserverless_application.spark": { network_configuration: { subnet_ids: subnets("data") } },
      "aws_lambda_function.edge": {},
    }),
    finds: [],
  },
]);
