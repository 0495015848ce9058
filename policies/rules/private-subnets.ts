import { isAtLeast, pointingAt, resourcesOf, targetsOf, valuesAt } from "../platform";
import type { Finding, Platform, Resource, Rule } from "../types";

interface Placement {
  readonly type: string;
  /** Where it names its subnets, or the group of them. One of several is enough. */
  readonly attributes: readonly string[];
  /** Whether it spreads over the zones of its subnets. */
  readonly spreads?: boolean;
  /** Whether it works outside a VPC, so that leaving the subnets out is for others to judge. */
  readonly optional?: boolean;
}

/** What holds or handles data, and stands in subnets. */
export const placements: readonly Placement[] = [
  { type: "aws_db_instance", attributes: ["db_subnet_group_name"] },
  { type: "aws_db_proxy", attributes: ["vpc_subnet_ids"], spreads: true },
  { type: "aws_db_subnet_group", attributes: ["subnet_ids"], spreads: true },
  { type: "aws_elasticache_replication_group", attributes: ["subnet_group_name"] },
  { type: "aws_elasticache_serverless_cache", attributes: ["subnet_ids"], spreads: true },
  { type: "aws_elasticache_subnet_group", attributes: ["subnet_ids"], spreads: true },
  { type: "aws_emr_cluster", attributes: ["ec2_attributes.subnet_id", "ec2_attributes.subnet_ids"] },
  { type: "aws_emr_studio", attributes: ["subnet_ids"] },
  { type: "aws_emrserverless_application", attributes: ["network_configuration.subnet_ids"], spreads: true },
  { type: "aws_glue_connection", attributes: ["physical_connection_requirements.subnet_id"], optional: true },
  { type: "aws_lambda_function", attributes: ["vpc_config.subnet_ids"], spreads: true, optional: true },
  { type: "aws_rds_cluster", attributes: ["db_subnet_group_name"] },
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

function findingsOf(platform: Platform, resource: Resource, { attributes, spreads, optional }: Placement): Finding[] {
  const { stack, block } = resource;
  const named = attributes.flatMap((attribute) => valuesAt(block, attribute));
  if (named.length === 0 && optional) return [];
  // Groups of subnets that AWS makes itself are called so.
  if (named.length === 0 || named.includes("default")) {
    return [{ resource, detail: `has no ${attributes[0]} of its own, and so stands in AWS's default network` }];
  }
  const subnets = targetsOf(stack, named).filter(({ type }) => type === "aws_subnet");
  const open = subnets
    .filter((subnet) => isPublic(platform, subnet))
    .map(({ address }) => ({ resource, detail: `${address} has a route to an internet gateway` }));
  const zones = new Set(subnets.map((subnet) => subnet.block.availability_zone));
  const asked = isAtLeast(stack.tier, "nonproduction") ? 3 : 2;
  // Subnets that no stack of the platform makes cannot be judged.
  if (!spreads || subnets.length === 0 || zones.size >= asked) return open;
  return [
    ...open,
    { resource, detail: `its subnets are in ${zones.size} zones; tier ${stack.tier} asks for ${asked}` },
  ];
}

export const privateSubnets: Rule = {
  id: "STRATA017",
  title: "What holds or handles data stands in private subnets, in all zones",
  severity: "high",
  control: "FSBP RDS.46, ElastiCache.7, EMR.1, Lambda.5",
  cause: "In a public subnet one security-group rule is all there is between the data and the internet.",
  fix: "Use the network layer's dataSubnetIds, all of them.",
  check: (platform) =>
    placements.flatMap((placement) =>
      resourcesOf(platform, placement.type).flatMap((resource) => findingsOf(platform, resource, placement)),
    ),
};
