import { describe, expect, test } from "vitest";
import { linkedPlatform } from "../support/platform";

const resources = linkedPlatform().flatMap(({ resources }) => [...resources.values()]);
const ofType = (type: string) => resources.filter((resource) => resource.type === type);

describe("restore tests", () => {
  const selections = ofType("aws_backup_restore_testing_selection");

  test("have a role that restores, and names without hyphens", () => {
    expect(selections.length).toBeGreaterThan(0);
    for (const { stack, block } of selections) {
      expect(block.iam_role_arn, stack.id).toMatch(/^\$\{aws_iam_role\.backup_restores\w*\.arn\}$/);
      expect(block.name).toMatch(/^\w+$/);
    }
  });
});

test("alarms have periods that CloudWatch takes, and look back no longer than it does", () => {
  const day = 86_400;
  const alarms = ofType("aws_cloudwatch_metric_alarm");
  expect(alarms.length).toBeGreaterThan(100);
  for (const { stack, address, block } of alarms) {
    const queried = [block.metric_query ?? []].flat() as { metric?: { period: number } }[];
    const periods = [Number(block.period), ...queried.map(({ metric }) => Number(metric?.period))].filter(Boolean);
    const evaluated = Number(block.evaluation_periods);
    for (const period of periods) {
      expect([10, 30].includes(period) || period % 60 === 0, `${stack.id} ${address}`).toBe(true);
      // docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html: a day, or a week from an hour on.
      expect(period * evaluated, `${stack.id} ${address}`).toBeLessThanOrEqual(period >= 3600 ? 7 * day : day);
    }
    expect(Number(block.datapoints_to_alarm ?? 1)).toBeLessThanOrEqual(evaluated);
  }
});
