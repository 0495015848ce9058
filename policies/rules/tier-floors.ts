import type { Resource } from "../../synthesized/linked-stack";
import { limitOf } from "../limits";
import { resourcesOf, tierOf, valueAt } from "../platform";
import type { Platform, Rule, Tier } from "../types";

interface Floor {
  readonly type: string;
  readonly attribute: string;
  /** Whether the number of the tier is the least or the most that is allowed. */
  readonly bound: "least" | "most";
  /** The number of each tier, or the value of the environment file whose limits it has. */
  readonly limit: string | Readonly<Partial<Record<Tier, number>>>;
  /** What AWS takes where the argument is left out. Absent where another rule asks for the argument. */
  readonly byDefault?: number;
  /** Argument that turns the floor off when set. */
  readonly unless?: string;
}

/** Where synthesized resources show the numbers that tiers ask for. */
export const floors: readonly Floor[] = [
  {
    type: "aws_cloudwatch_log_group",
    attribute: "retention_in_days",
    bound: "least",
    limit: "logRetentionDays",
  },
  ...["aws_kms_key", "aws_kms_replica_key"].map(
    (type): Floor => ({
      type,
      attribute: "deletion_window_in_days",
      bound: "least",
      limit: "security.keys.deletionWindowDays",
      byDefault: 30,
    }),
  ),
  {
    type: "aws_flow_log",
    attribute: "max_aggregation_interval",
    bound: "most",
    limit: "network.flowLogs.aggregationSeconds",
    byDefault: 600,
  },
  ...["aws_rds_cluster", "aws_db_instance"].map(
    (type): Floor => ({
      type,
      attribute: "backup_retention_period",
      bound: "least",
      limit: "data.relational.backupDays",
      byDefault: type === "aws_db_instance" ? 0 : 1,
      // The backups of a read replica are those of its source.
      ...(type === "aws_db_instance" && { unless: "replicate_source_db" }),
    }),
  ),
  {
    type: "aws_dynamodb_table",
    attribute: "point_in_time_recovery.recovery_period_in_days",
    bound: "least",
    limit: "data.relational.backupDays",
    byDefault: 35,
  },
  {
    type: "aws_secretsmanager_secret",
    attribute: "recovery_window_in_days",
    bound: "least",
    limit: { nonproduction: 30, production: 30 },
    byDefault: 30,
  },
  {
    type: "aws_backup_vault_lock_configuration",
    attribute: "min_retention_days",
    bound: "least",
    limit: "security.backup.minRetentionDays",
    byDefault: 0,
  },
];

function numberAt({ block }: Resource, { attribute, byDefault, unless }: Floor): number | undefined {
  if (unless !== undefined && block[unless] !== undefined) return undefined;
  const value = valueAt(block, attribute) ?? byDefault;
  // A reference is known at the apply only; the check of its source covers the value.
  return typeof value === "number" ? value : undefined;
}

export const tierFloors: Rule = {
  id: "STRATA009",
  title: "No environment offers less than its tier promises",
  severity: "medium",
  control: "Well-Architected REL13-BP01; Security Hub CloudWatch.16; FSBP RDS.11, RDS.50",
  cause: "A tier promises retention, recovery windows and redundancy; you notice a lower value only when you need it.",
  fix: "Remove the value from the environment file so that the tier's default holds, or raise it.",
  check: (platform: Platform) =>
    floors.flatMap((floor) =>
      resourcesOf(platform, floor.type).flatMap((resource) => {
        const tier = tierOf(resource.stack);
        const value = numberAt(resource, floor);
        const limit =
          typeof floor.limit === "string" ? limitOf(platform, floor.limit, resource.stack) : floor.limit[tier];
        if (value === undefined || limit === undefined || (floor.bound === "least" ? value >= limit : value <= limit))
          return [];
        const asked = `at ${floor.bound} ${limit} is what tier ${tier} asks for`;
        return [{ resource, detail: `${floor.attribute} is ${value}; ${asked}` }];
      }),
    ),
};
