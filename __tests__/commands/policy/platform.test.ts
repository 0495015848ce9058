import { describe, expect, it } from "vitest";
import { judge } from "../../../commands/policy/judge";
import { runPlatformRules } from "../../../commands/policy/platform-rules";
import { formatErrors, readWaivers } from "../../../commands/policy/waivers";
import { today } from "../../../commands/today";
import { allRules } from "../../../policies/rules/all";
import type { Rule } from "../../../policies/types";
import type { Block, Stack } from "../../../synthesized/stack";
import { platformStacks } from "../../support/platform";

describe("the whole platform", () => {
  const stacks = platformStacks();

  /** The stacks when one resource of one of them is changed, or taken out where there is no change. */
  function changed(id: string, type: string, name: string, change?: (block: Block) => Block): Stack[] {
    return stacks.map((stack): Stack => {
      if (stack.id !== id) return stack;
      const { [name]: block = {}, ...others } = stack.json.resource?.[type] ?? {};
      const byName = change ? { ...others, [name]: change(block) } : others;
      return { ...stack, json: { ...stack.json, resource: { ...stack.json.resource, [type]: byName } } };
    });
  }

  /** Findings after the waivers, and errors of these. */
  function findings(platform: readonly Stack[], rules?: readonly Rule[]): string[] {
    const waivers = readWaivers(today());
    const verdict = judge({ platform: runPlatformRules(platform, rules) }, waivers);
    const found = verdict.findings.map((finding) => `${finding.id} ${finding.stack} ${finding.address}`);
    return [...found, ...formatErrors(verdict.errors)];
  }

  it("keeps its own rules, but for what is waived", () => {
    expect(findings(stacks)).toEqual([]);
  });

  it("is understood across layers: a key that refuses log groups of another one", () => {
    const refuse = (block: Block) => ({
      ...block,
      policy: String(block.policy).replace("logs.us-east-1", "logs.eu-west-1"),
    });
    expect(findings(changed("prod-security", "aws_kms_key", "logs", refuse))).toEqual(
      expect.arrayContaining(["STRATA006 prod-network aws_cloudwatch_log_group.flow_logs"]),
    );
  });

  it("is understood across environments: a key without its replica", () => {
    expect(findings(changed("dr-security", "aws_kms_replica_key", "lake"))).toEqual([
      "STRATA008 prod-security aws_kms_key.lake",
    ]);
  });

  // One argument of the platform's own JSON each: a rule that reads it in another form than it is written in finds nothing.
  it.each<[rule: string, stack: string, type: string, name: string, argument: string, value: unknown]>([
    ["STRATA018", "prod-data", "aws_rds_cluster", "database", "db_cluster_parameter_group_name", "default"],
    ["STRATA018", "prod-data", "aws_db_proxy", "database_proxy", "require_tls", false],
    ["STRATA020", "prod-data", "aws_rds_cluster", "database", "manage_master_user_password", true],
    ["STRATA021", "prod-data", "aws_rds_cluster", "database", "enabled_cloudwatch_logs_exports", []],
    ["STRATA023", "dr-data", "aws_elasticache_replication_group", "cache", "user_group_ids", undefined],
    ["STRATA025", "dr-data", "aws_dynamodb_table_replica", "table_sessions", "point_in_time_recovery", false],
    ["STRATA025", "dr-data", "aws_elasticache_replication_group", "cache", "kms_key_id", undefined],
    ["STRATA025", "dr-data", "aws_rds_cluster", "database", "backup_retention_period", 1],
    [
      "STRATA026",
      "dr-data",
      "aws_s3_bucket_lifecycle_configuration",
      "zone_raw",
      "rule",
      [{ expiration: { days: 1 } }],
    ],
    ["STRATA028", "prod-data", "aws_emrserverless_application", "spark", "maximum_capacity", undefined],
    ["STRATA029", "prod-data", "aws_glue_job", "etl", "connections", undefined],
    ["STRATA030", "prod-data", "aws_athena_workgroup", "query", "configuration", {}],
    ["STRATA032", "prod-security", "aws_secretsmanager_secret", "secret_session_signing_key", "replica", []],
    ["STRATA033", "prod-data", "aws_dynamodb_table", "table_sessions", "lifecycle", undefined],
    ["STRATA033", "prod-data", "aws_rds_cluster", "database", "lifecycle", undefined],
    ["STRATA033", "dr-data", "aws_rds_cluster", "database", "lifecycle", undefined],
    ["STRATA033", "dr-data", "aws_elasticache_replication_group", "cache", "lifecycle", undefined],
  ])("is read as it is written: %s in %s, %s.%s, %s", (id, stack, type, name, argument, value) => {
    const platform = changed(stack, type, name, (block) => ({ ...block, [argument]: value }));
    const rules = allRules.filter((rule) => rule.id === id);
    expect(findings(platform, rules).join("\n")).toMatch(new RegExp(`^${id} `, "m"));
  });

  it("is understood across regions: a setting of the account that dr owns too", () => {
    const own = (block: Block) => block;
    expect(findings(changed("dr-security", "aws_iam_account_password_policy", "second", own))).toEqual([
      expect.stringMatching(/^STRATA014 .* aws_iam_account_password_policy\.\w+$/),
    ]);
  });
});
