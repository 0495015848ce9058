import type { Resource } from "../../synthesized/linked-stack";
import { isAtLeast, pointingAt, resourcesOf, targetsOf, tierOf, valuesAt } from "../platform";
import type { Finding, Platform, Rule } from "../types";

interface Placement {
  readonly type: string;
  /** Where it names its subnets, or the group of them. One of several is enough. */
  readonly attributes: readonly string[];
  /** What those refer to. @default aws_subnet */
  readonly of?: string;
  /** Whether it spreads over the zones of its subnets. */
  readonly spreads?: boolean;
  /** Whether it works outside a VPC, so that leaving the subnets out is for others to judge. */
  readonly optional?: boolean;
}

/** Resources in subnets that hold or handle data. */
export const placements: readonly Placement[] = [
  { type: "aws_db_instance", attributes: ["db_subnet_group_name"], of: "aws_db_subnet_group" },
  { type: "aws_db_proxy", attributes: ["vpc_subnet_ids"], spreads: true },
  { type: "aws_db_subnet_group", attributes: ["subnet_ids"], spreads: true },
  { type: "aws_elasticache_replication_group", attributes: ["subnet_group_name"], of: "aws_elasticache_subnet_group" },
  { type: "aws_elasticache_serverless_cache", attributes: ["subnet_ids"], spreads: true },
  { type: "aws_elasticache_subnet_group", attributes: ["subnet_ids"], spreads: true },
  { type: "aws_emr_cluster", attributes: ["ec2_attributes.subnet_id", "ec2_attributes.subnet_ids"] },
  { type: "aws_emr_studio", attributes: ["subnet_ids"] },
  { type: "aws_emrserverless_application", attributes: ["network_configuration.subnet_ids"], spreads: true },
  { type: "aws_glue_connection", attributes: ["physical_connection_requirements.subnet_id"], optional: true },
  { type: "aws_lambda_function", attributes: ["vpc_config.subnet_ids"], spreads: true, optional: true },
  { type: "aws_rds_cluster", attributes: ["db_subnet_group_name"], of: "aws_db_subnet_group" },
];

/** Where those name their security groups. */
export const securityGroups: readonly { readonly type: string; readonly attribute: string }[] = [
  { type: "aws_db_instance", attribute: "vpc_security_group_ids" },
  { type: "aws_db_proxy", attribute: "vpc_security_group_ids" },
  { type: "aws_elasticache_replication_group", attribute: "security_group_ids" },
  { type: "aws_elasticache_serverless_cache", attribute: "security_group_ids" },
  { type: "aws_emr_cluster", attribute: "ec2_attributes.additional_master_security_groups" },
  { type: "aws_emr_cluster", attribute: "ec2_attributes.additional_slave_security_groups" },
  { type: "aws_emr_cluster", attribute: "ec2_attributes.emr_managed_master_security_group" },
  { type: "aws_emr_cluster", attribute: "ec2_attributes.emr_managed_slave_security_group" },
  { type: "aws_emr_cluster", attribute: "ec2_attributes.service_access_security_group" },
  { type: "aws_emr_studio", attribute: "engine_security_group_id" },
  { type: "aws_emr_studio", attribute: "workspace_security_group_id" },
  { type: "aws_emrserverless_application", attribute: "network_configuration.security_group_ids" },
  { type: "aws_glue_connection", attribute: "physical_connection_requirements.security_group_id_list" },
  { type: "aws_lambda_function", attribute: "vpc_config.security_group_ids" },
  { type: "aws_rds_cluster", attribute: "vpc_security_group_ids" },
];

function isPublic(platform: Platform, subnet: Resource): boolean {
  const tables = pointingAt(platform, subnet, "aws_route_table_association", "subnet_id").flatMap(({ stack, block }) =>
    targetsOf(stack, block.route_table_id),
  );
  return tables.some((table) => {
    const apart = pointingAt(platform, table, "aws_route", "route_table_id");
    const gateways = [
      ...apart.flatMap(({ stack, block }) => targetsOf(stack, block.gateway_id)),
      ...targetsOf(table.stack, valuesAt(table.block, "route.gateway_id")),
    ];
    return gateways.some(({ type }) => type === "aws_internet_gateway");
  });
}

/** What an argument names that no stack of the platform makes. */
function foreign(resource: Resource, attribute: string, type: string): Finding[] {
  return valuesAt(resource.block, attribute)
    .filter((value) => !targetsOf(resource.stack, value).some((target) => target.type === type))
    .map((value) => ({ resource, detail: `${String(value)} is no ${type} of the platform` }));
}

function findingsOf(platform: Platform, resource: Resource, placement: Placement): Finding[] {
  const { stack, block } = resource;
  const { attributes, of = "aws_subnet", spreads, optional } = placement;
  const named = attributes.flatMap((attribute) => valuesAt(block, attribute));
  if (named.length === 0 && optional) return [];
  // Groups of subnets that AWS makes itself are called so.
  if (named.length === 0 || named.includes("default")) {
    return [{ resource, detail: `sets no ${attributes[0]}, and so is in AWS's default network` }];
  }
  const subnets = targetsOf(stack, named).filter(({ type }) => type === "aws_subnet");
  const errors = [
    ...attributes.flatMap((attribute) => foreign(resource, attribute, of)),
    ...subnets
      .filter((subnet) => isPublic(platform, subnet))
      .map(({ address }) => ({ resource, detail: `${address} has a route to an internet gateway` })),
  ];
  const zones = new Set(subnets.map((subnet) => subnet.block.availability_zone));
  const asked = isAtLeast(tierOf(stack), "nonproduction") ? 3 : 2;
  if (!spreads || subnets.length === 0 || zones.size >= asked) return errors;
  return [
    ...errors,
    { resource, detail: `its subnets are in ${zones.size} zones; tier ${tierOf(stack)} asks for ${asked}` },
  ];
}

export const privateSubnets: Rule = {
  id: "STRATA017",
  title: "Resources that hold or process data are in private subnets of all zones",
  severity: "high",
  control: "FSBP RDS.46, ElastiCache.7, EMR.1, Lambda.5",
  cause: "In a public subnet, a single security-group rule separates the data from the internet.",
  fix: "Use the network layer's dataSubnetIds, all of them, and its security groups, by reference.",
  check: (platform) => [
    ...placements.flatMap((placement) =>
      resourcesOf(platform, placement.type).flatMap((resource) => findingsOf(platform, resource, placement)),
    ),
    ...securityGroups.flatMap(({ type, attribute }) =>
      resourcesOf(platform, type).flatMap((resource) => foreign(resource, attribute, "aws_security_group")),
    ),
  ],
};
