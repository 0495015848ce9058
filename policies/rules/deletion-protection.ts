import { isAtLeast, resourcesOf, tierOf, valueAt } from "../platform";
import type { Rule } from "../types";

interface Protection {
  readonly type: string;
  readonly attribute: string;
  /** The value that protects. */
  readonly wanted: string | boolean;
  /** What AWS or the provider takes where the argument is left out. */
  readonly byDefault: string | boolean;
}

const on = (attribute: string, ...types: readonly string[]): Protection[] =>
  types.map((type) => ({ type, attribute, wanted: true, byDefault: false }));
const off = (attribute: string, ...types: readonly string[]): Protection[] =>
  types.map((type) => ({ type, attribute, wanted: false, byDefault: false }));

/** What protects from an accidental deletion, by type. */
export const protections: readonly Protection[] = [
  ...on("deletion_protection", "aws_db_instance", "aws_rds_cluster", "aws_rds_global_cluster"),
  ...off("skip_final_snapshot", "aws_db_instance", "aws_rds_cluster"),
  ...on("deletion_protection_enabled", "aws_dynamodb_table", "aws_dynamodb_table_replica"),
  ...on("enable_deletion_protection", "aws_lb"),
  { type: "aws_cognito_user_pool", attribute: "deletion_protection", wanted: "ACTIVE", byDefault: "INACTIVE" },
  {
    type: "aws_route53_resolver_firewall_rule_group_association",
    attribute: "mutation_protection",
    wanted: "ENABLED",
    byDefault: "DISABLED",
  },
  ...off("force_destroy", "aws_athena_workgroup", "aws_backup_vault", "aws_route53_zone", "aws_s3_bucket"),
  ...off("force_delete", "aws_ecr_repository"),
];

export const deletionProtection: Rule = {
  id: "STRATA012",
  title: "What holds data cannot be deleted by a slip",
  severity: "high",
  control: "FSBP RDS.7, RDS.8, DynamoDB.6, ELB.6, Cognito.6",
  cause: "A renamed id or a careless destroy takes the data with it.",
  fix: "Pass the environment's deletionProtection on to the resource.",
  check: (platform) =>
    protections.flatMap(({ type, attribute, wanted, byDefault }) =>
      resourcesOf(platform, type)
        .filter(({ stack }) => isAtLeast(tierOf(stack), "nonproduction"))
        .flatMap((resource) => {
          const value = valueAt(resource.block, attribute) ?? byDefault;
          if (value === wanted) return [];
          const detail = `${attribute} is ${String(value)}; from tier nonproduction up it has to be ${String(wanted)}`;
          return [{ resource, detail }];
        }),
    ),
};
