import type { Resource } from "../../synthesized/linked-stack";
import { resourcesOf, valueAt, valuesAt } from "../platform";
import type { Finding, Platform, Rule } from "../types";

/** Types that hold data and that AWS Backup can copy. */
export const stateful = [
  "aws_db_instance",
  "aws_dynamodb_table",
  "aws_dynamodb_table_replica",
  "aws_ebs_volume",
  "aws_efs_file_system",
  "aws_rds_cluster",
  "aws_s3_bucket",
];

/** Values of the tag that the backup plans of an environment select; undefined where it has none yet. */
function selected(platform: Platform, environment: string): Set<unknown> | undefined {
  const selections = resourcesOf(platform, "aws_backup_selection").filter(
    ({ stack }) => stack.environment === environment,
  );
  if (selections.length === 0) return undefined;
  const conditions = selections.flatMap(({ block }) => [
    ...valuesAt(block, "selection_tag"),
    ...valuesAt(block, "condition.string_equals"),
  ]) as { key?: unknown; value?: unknown }[];
  return new Set(conditions.filter(({ key }) => /(^|\/)backup$/.test(String(key))).map(({ value }) => value));
}

function findingOf(platform: Platform, resource: Resource): Finding[] {
  const tag = valueAt(resource.block, "tags.backup");
  if (tag === undefined) return [{ resource, detail: "has no tag `backup`" }];
  const plans = selected(platform, resource.stack.environment);
  if (!plans || plans.has(tag)) return [];
  return [{ resource, detail: `no backup plan selects backup = ${String(tag)}` }];
}

export const backupTags: Rule = {
  id: "STRATA013",
  title: "Everything that holds data belongs to a backup plan",
  severity: "medium",
  control: "Well-Architected REL09-BP01",
  cause: "Backup plans select by the tag `backup`; resources without it are not backed up, without an error.",
  fix: "Set the tag `backup` to the plan that fits, or waive the resource with the reason why it needs no backup.",
  check: (platform) => resourcesOf(platform, ...stateful).flatMap((resource) => findingOf(platform, resource)),
};
