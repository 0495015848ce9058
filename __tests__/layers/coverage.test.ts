import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { achievedRecovery } from "../../environments/achieved-recovery";
import { loadEnvironments } from "../../environments/load";
import { projectRoot } from "../../platform/root";
import { alarmCoverage, type Coverage } from "../../policies/coverage/alarms";
import { backupCoverage } from "../../policies/coverage/backups";
import { backupRules, copiesOf, retentionErrors } from "../../policies/coverage/retention";
import { groupsWithoutKey, optional, watched, withoutAlarms } from "../../policies/coverage/watched";
import { markdownTable } from "../support/markdown";
import { linkedPlatform } from "../support/platform";

const stacks = linkedPlatform();
const environments = [...new Set(stacks.map(({ environment }) => environment))];
const of = (environment: string) => stacks.filter((stack) => stack.environment === environment);
const alarms = environments.flatMap((environment) => alarmCoverage(environment, of(environment)));
const backups = environments.flatMap((environment) => backupCoverage(environment, of(environment)));
const rules = backupRules(stacks);
const resources = stacks.flatMap((stack) => [...stack.resources.values()]);

describe("everything that runs is watched", () => {
  test("every resource of a service has its alarms, or a reason for none", () => {
    expect(alarms.flatMap(({ missing }) => missing)).toEqual([]);
  });

  test("no type has alarms and a reason for none, and every type that is named is used", () => {
    const named = [...Object.keys(watched), ...Object.keys(withoutAlarms)];
    expect(new Set(named).size).toBe(named.length);
    const used = new Set([...optional, ...resources.map(({ type }) => type)]);
    expect(named.filter((type) => !used.has(type))).toEqual([]);
  });

  test("every resource that holds data is in one backup plan of its environment", () => {
    expect(backups.flatMap(({ missing }) => missing)).toEqual([]);
  });

  test("every recovery point is kept as its vault allows", () => {
    expect(rules.length).toBeGreaterThan(environments.length);
    expect(retentionErrors(rules)).toEqual([]);
    const [rule = expect.fail("no rule")] = rules.filter(({ lock }) => lock !== undefined);
    expect(retentionErrors([{ ...rule, keepDays: 1 }])).toEqual([
      expect.stringMatching(/rule daily of aws_backup_plan\.backup keeps recovery points for 1 days, and the lock/),
    ]);
  });

  const recovered = loadEnvironments().flatMap(({ name, recovers }) =>
    recovers === undefined ? [] : [[recovers, name]],
  );

  test.each(recovered)(
    "every resource of %s that holds data is copied to the region of %s in time",
    (primary, follower) => {
      const copied = copiesOf(primary ?? "", follower ?? "", stacks);
      expect(copied.length).toBeGreaterThan(0);
      // What objectives are compared with where backups are all there is.
      for (const data of ["relational", "tables"] as const) {
        const { rpoMinutes = 0 } = achievedRecovery({ recovery: { strategy: "backup-restore" } }, data) ?? {};
        const late = copied.filter(({ oldestMinutes = Infinity }) => oldestMinutes > rpoMinutes);
        expect(late.map(({ resource: { stack, address } }) => `${stack.id}: ${address}`)).toEqual([]);
      }
      const withoutPlans = stacks.filter(({ id }) => id !== `${follower}-monitoring`);
      expect(
        copiesOf(primary ?? "", follower ?? "", withoutPlans).every((one) => one.oldestMinutes === undefined),
      ).toBe(true);
    },
  );

  test("every log group has a retention and a key", () => {
    const bare = resources
      .filter(({ type }) => type === "aws_cloudwatch_log_group")
      .filter(({ block }) => !block.retention_in_days || !block.kms_key_id)
      .map(({ stack, address }) => `${stack.id}: ${address}`);
    expect(bare).toEqual(Object.keys(groupsWithoutKey));
  });

  test("every alarm that notifies names a runbook, and the page exists", () => {
    const notifying = resources.filter(
      ({ type, block }) => /^aws_cloudwatch_(composite|metric)_alarm$/.test(type) && block.alarm_actions !== undefined,
    );
    const bad = notifying
      // Alarms of a deployment stop it, and notify no one.
      .filter(({ block }) => {
        const [, page] = /(docs\/runbooks\/[\w-]+\.md)$/.exec(String(block.alarm_description)) ?? [];
        return page === undefined || !existsSync(join(projectRoot(), page));
      })
      .map(({ stack, address }) => `${stack.id}: ${address}`);
    expect(notifying.length).toBeGreaterThan(0);
    expect(bad).toEqual([]);
  });

  test("a function without alarms is found, with what to add", () => {
    const [dev = expect.fail("no dev")] = environments;
    const withoutMonitoring = of(dev).filter(({ layer }) => layer !== "monitoring");
    const missing = alarmCoverage(dev, withoutMonitoring).flatMap((one) => one.missing);
    expect(missing).toContainEqual(expect.stringMatching(/function_documents_api .*layers\/monitoring\/alarms/));
    expect(backupCoverage(dev, withoutMonitoring).flatMap((one) => one.missing)).toContainEqual(
      expect.stringContaining("table_sessions is in 0 backup plans"),
    );
  });
});

test("docs/coverage.md says what is watched and backed up", async () => {
  const rows = (all: readonly Coverage[]) =>
    [...new Set(all.map(({ type }) => type))].sort().map((type) => [
      `\`${type}\``,
      ...environments.map((environment) => {
        const found = all.find((one) => one.type === type && one.environment === environment);
        return found === undefined ? "—" : found.exempt === undefined ? String(found.covered) : "exempt";
      }),
      all.find((one) => one.type === type)?.exempt ?? "",
    ]);
  const head = ["type", ...environments, "why exempt"];
  const page = [
    "# What is watched and backed up",
    "",
    "<!-- Generated from the synthesized JSON. Write it anew with: npx vitest run --project unit __tests__/layers/coverage.test.ts --update -->",
    "",
    "How many resources of each type have alarms, by environment. The build fails for one that has none.",
    "",
    markdownTable([head, ...rows(alarms)]),
    "",
    "How many resources that hold data are in a backup plan of their environment.",
    "",
    markdownTable([head, ...rows(backups)]),
    "",
    "How long recovery points are kept, and how long the lock of their vault asks for, in days.",
    "",
    markdownTable([
      ["environment", "rule", "schedule (UTC)", "kept", "lock", "copied to", "copy kept"],
      ...rules.map(({ plan, name, schedule, keepDays, lock, copy }) => [
        plan.stack.environment,
        name,
        `\`${schedule}\``,
        String(keepDays),
        lock ? `${lock.minDays} to ${lock.maxDays}` : "none",
        copy?.region ?? "—",
        copy ? String(copy.keepDays) : "—",
      ]),
    ]),
    "",
  ].join("\n");
  await expect(page).toMatchFileSnapshot("../../docs/coverage.md");
});
