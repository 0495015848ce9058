import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../platform/root";
import { alarmCoverage, type Coverage } from "../../policies/coverage/alarms";
import { backupCoverage } from "../../policies/coverage/backups";
import { groupsWithoutKey, optional, watched, withoutAlarms } from "../../policies/coverage/watched";
import { markdownTable } from "../support/markdown";
import { linkedPlatform } from "../support/platform";

const stacks = linkedPlatform();
const environments = [...new Set(stacks.map(({ environment }) => environment))];
const of = (environment: string) => stacks.filter((stack) => stack.environment === environment);
const alarms = environments.flatMap((environment) => alarmCoverage(environment, of(environment)));
const backups = environments.flatMap((environment) => backupCoverage(environment, of(environment)));
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
      // Alarms of a deployment stop it, and tell nobody.
      .filter(({ block }) => {
        const [, page] = /(docs\/runbooks\/[\w-]+\.md)$/.exec(String(block.alarm_description)) ?? [];
        return page === undefined || !existsSync(join(projectRoot(), page));
      })
      .map(({ stack, address }) => `${stack.id}: ${address}`);
    expect(notifying.length).toBeGreaterThan(0);
    expect(bad).toEqual([]);
  });

  test("a function that nobody watches is found, with what to add", () => {
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
  ].join("\n");
  await expect(page).toMatchFileSnapshot("../../docs/coverage.md");
});
