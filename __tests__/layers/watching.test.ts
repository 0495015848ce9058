import { describe, expect, test } from "vitest";
import { loadEnvironments } from "../../environments/load";
import type { Block } from "../../synthesized/stack";
import { linkedPlatform, wholePlatform } from "../support/platform";
import { at } from "../support/synthesis";

const platform = wholePlatform();
const environments = loadEnvironments();
const names = environments.map(({ name }) => name);
const monitoringOf = (name: string) => platform[`${name}-monitoring`] ?? expect.fail(name);
const settingsOf = (name: string) => environments.find((one) => one.name === name) ?? expect.fail(name);
const allOf = (name: string, type: string): [string, Block][] =>
  Object.entries(monitoringOf(name).resource?.[type] ?? {});
const layers = ["network", "data", "application", "ai", "presentation"];
const composite = (name: string, layer: string) =>
  at(monitoringOf(name), `aws_cloudwatch_composite_alarm.layer_${layer}`);
const topic = (severity: "page" | "ticket") => [`\${aws_sns_topic.${severity}.arn}`];

describe.each(names)("alarms of layers in %s", (name) => {
  test("are explained by the layer below, and those of copies by none", () => {
    const below = layers.map((layer) => composite(name, layer).actions_suppressor as Block | undefined);
    expect(below.map((suppressor) => suppressor?.alarm)).toEqual([
      undefined,
      ...layers.slice(0, -1).map((layer) => `\${aws_cloudwatch_composite_alarm.layer_${layer}.alarm_name}`),
    ]);
    const recovery = monitoringOf(name).resource?.aws_cloudwatch_composite_alarm?.layer_recovery;
    expect(recovery ?? {}).not.toHaveProperty("actions_suppressor");
  });

  test("page where users depend on them, and send tickets in a sandbox and in a region that waits", () => {
    const { tier, recovers } = settingsOf(name);
    const wakes = tier !== "sandbox" && recovers === undefined;
    for (const layer of layers) expect(composite(name, layer).alarm_actions).toEqual(topic(wakes ? "page" : "ticket"));
    if (recovers !== undefined) expect(composite(name, "recovery").alarm_actions).toEqual(topic("page"));
  });
});

describe.each(names)("functions and queues of %s", (name) => {
  const stacks = linkedPlatform().filter(({ environment }) => environment === name);
  const resources = stacks.flatMap((stack) => [...stack.resources.values()]);
  const ofType = (type: string) => resources.filter((resource) => resource.type === type).map(({ block }) => block);
  const watches = (metric: string, dimension: string, value: unknown) =>
    allOf(name, "aws_cloudwatch_metric_alarm").some(([, { metric_name, dimensions }]) => {
      return metric_name === metric && (dimensions as Block | undefined)?.[dimension] === value;
    });

  test("each function has an alarm on errors and one on throttles", () => {
    const functions = ofType("aws_lambda_function").map(({ function_name }) => function_name);
    expect(functions.length).toBeGreaterThan(5);
    expect(functions.filter((one) => !watches("Errors", "FunctionName", one))).toEqual([]);
    expect(functions.filter((one) => !watches("Throttles", "FunctionName", one))).toEqual([]);
  });

  test("each queue gives up into another, or is one that has an alarm as soon as something is in it", () => {
    const queues = ofType("aws_sqs_queue");
    const last = queues.filter(({ redrive_policy }) => redrive_policy === undefined);
    expect(last.length).toBeGreaterThan(5);
    expect(last.filter(({ name: one }) => !watches("ApproximateNumberOfMessagesVisible", "QueueName", one))).toEqual(
      [],
    );
    const others = queues.filter((queue) => !last.includes(queue));
    expect(others.filter(({ name: one }) => !watches("ApproximateAgeOfOldestMessage", "QueueName", one))).toEqual([]);
  });
});

describe("the trail", () => {
  test("has the fourteen filters of CIS with an alarm on the metric of each, where the account is owned", () => {
    for (const { name, owns } of environments) {
      const filters = allOf(name, "aws_cloudwatch_log_metric_filter");
      expect(filters).toHaveLength(owns.account ? 14 : 0);
      for (const [address, { log_group_name, metric_transformation }] of filters) {
        expect(log_group_name).toContain("trail_log_group_name");
        const { namespace, name: metric } = metric_transformation as Block;
        expect(at(monitoringOf(name), `aws_cloudwatch_metric_alarm.${address}`)).toMatchObject({
          namespace,
          metric_name: metric,
          threshold: 1,
          alarm_description: expect.stringMatching(/CIS 4\.\d+\. Look first: .*account-changed\.md$/),
        });
      }
    }
  });

  test("numbers each control of section 4 once", () => {
    const controls = allOf("prod", "aws_cloudwatch_metric_alarm").flatMap(([, { alarm_description }]) => {
      const [, control] = /CIS 4\.(\d+)/.exec(String(alarm_description)) ?? [];
      return control === undefined ? [] : [Number(control)];
    });
    expect(controls.sort((one, other) => one - other)).toEqual(Array.from({ length: 14 }, (_, index) => index + 1));
  });
});

describe.each(names)("traces of %s", (name) => {
  test("are encrypted, and each route says how many of its requests they hold", () => {
    expect(at(monitoringOf(name), "aws_xray_encryption_config.traces")).toMatchObject({
      type: "KMS",
      key_id: expect.stringContaining("logs_key_arn"),
    });
    const { monitoring, application } = settingsOf(name);
    const rules = allOf(name, "aws_xray_sampling_rule").map(([, block]) => block);
    expect(new Set(rules.map(({ priority }) => priority)).size).toBe(rules.length);
    expect(rules.map(({ http_method, url_path }) => `${String(http_method)} ${String(url_path)}`).sort()).toEqual(
      Object.values(application.api.http.routes)
        .map(({ route }) => route.replaceAll(/\{[^}]+\}/g, "*"))
        .sort(),
    );
    for (const { fixed_rate } of rules) expect(fixed_rate).toBe(monitoring.traces.samplePercent / 100);
  });
});

describe.each(names)("backups of %s", (name) => {
  const json = monitoringOf(name);
  const { monitoring, tier } = settingsOf(name);

  test("are selected by tag, of this environment alone", () => {
    const [{ string_equals } = expect.fail("no condition")] = at(json, "aws_backup_selection.backup")
      .condition as Block[];
    expect(string_equals).toContainEqual({ key: "aws:ResourceTag/environment", value: name });
  });

  test("are restored as a test from the vault, by tag, where the tier asks for it", () => {
    const selections = allOf(name, "aws_backup_restore_testing_selection").map(([, block]) => block);
    expect(selections.length > 0).toBe(tier !== "sandbox");
    for (const { protected_resource_conditions } of selections) {
      const [{ string_equals } = expect.fail("no condition")] = protected_resource_conditions as Block[];
      expect(string_equals).toContainEqual({ key: "aws:ResourceTag/environment", value: name });
    }
  });

  test("are audited for coverage, age, retention and encryption, and reported to a bucket", () => {
    const controls = at(json, "aws_backup_framework.backup_audit").control as Block[];
    const kept = String(monitoring.backup.dailyKeepDays);
    const inputs = JSON.stringify(controls);
    expect(controls.map((control) => control.name)).toEqual(
      expect.arrayContaining([
        "BACKUP_RESOURCES_PROTECTED_BY_BACKUP_PLAN",
        "BACKUP_LAST_RECOVERY_POINT_CREATED",
        "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK",
        "BACKUP_RECOVERY_POINT_ENCRYPTED",
      ]),
    );
    expect(inputs).toContain(`{"name":"requiredRetentionDays","value":"${kept}"}`);
    for (const [, { report_delivery_channel }] of allOf(name, "aws_backup_report_plan")) {
      expect(report_delivery_channel).toMatchObject({ s3_bucket_name: "${aws_s3_bucket.reports.id}" });
    }
  });
});

describe("costs", () => {
  test.each(names)("of %s have a budget by its tag, with alerts before and after it is spent", (name) => {
    const { cost } = settingsOf(name).monitoring;
    const budget = at(monitoringOf(name), "aws_budgets_budget.budget");
    expect(budget).toMatchObject({
      limit_amount: cost.monthlyUsd.toFixed(1),
      cost_filter: [{ name: "TagKeyValue", values: [`user:environment$${name}`] }],
    });
    const alerts = budget.notification as Block[];
    expect(
      alerts.map(({ notification_type, threshold }) => `${String(notification_type)} ${String(threshold)}`),
    ).toEqual(["ACTUAL 80", "ACTUAL 100", "FORECASTED 100"]);
    for (const { subscriber_sns_topic_arns } of alerts) expect(subscriber_sns_topic_arns).toEqual(topic("ticket"));
  });

  test("of layers have budgets by their tag, in one environment of an account", () => {
    const layersWithBudget = (name: string) =>
      Object.fromEntries(
        allOf(name, "aws_budgets_budget").flatMap(([, { cost_filter, limit_amount, notification }]) => {
          const layer = /"user:layer\$(\w+)"/.exec(JSON.stringify(cost_filter))?.[1];
          if (layer === undefined) return [];
          expect(JSON.stringify(notification)).toContain(topic("ticket")[0]);
          return [[layer, Number(limit_amount)]];
        }),
      );
    for (const { name, monitoring } of environments) expect(layersWithBudget(name)).toEqual(monitoring.cost.byLayerUsd);
    const accounts = environments.filter(({ name }) => layersWithBudget(name).data).map(({ account }) => account);
    expect(accounts.sort()).toEqual([...new Set(environments.map(({ account }) => account))].sort());
  });

  test("that are unusual are reported, by services in one environment of an account", () => {
    const watching = environments.filter(({ name }) =>
      allOf(name, "aws_ce_anomaly_monitor").some(([, { monitor_type }]) => monitor_type === "DIMENSIONAL"),
    );
    expect(watching.map(({ account }) => account).sort()).toEqual(
      [...new Set(environments.map(({ account }) => account))].sort(),
    );
    for (const { name, monitoring } of environments) {
      for (const [, { threshold_expression, subscriber }] of allOf(name, "aws_ce_anomaly_subscription")) {
        expect(JSON.stringify(threshold_expression)).toContain(`"values":["${monitoring.cost.anomalyUsd}"]`);
        expect(subscriber).toEqual([{ address: topic("ticket")[0], type: "SNS" }]);
      }
    }
  });
});

test.each(names)("quotas of %s are compared with what the account may use, not with a guess", (name) => {
  const quotas = allOf(name, "aws_cloudwatch_metric_alarm").filter(([address]) => address.startsWith("quota_"));
  expect(quotas.length).toBeGreaterThan(0);
  for (const [, { metric_query, threshold }] of quotas) {
    expect(threshold).toBe(80);
    expect(JSON.stringify(metric_query)).toMatch(/"namespace":"AWS\/Usage"/);
    expect(JSON.stringify(metric_query)).toMatch(/SERVICE_QUOTA\(/);
  }
});
