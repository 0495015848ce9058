import { expect, test } from "vitest";
import { CompositeAlarm } from "../../../modules/alarms/composite-alarm";
import { MetricAlarm, type MetricAlarmProps } from "../../../modules/alarms/metric-alarm";
import { testSite } from "../../support/site";
import { at, probe } from "../../support/synthesis";

const errors = {
  namespace: "AWS/Lambda",
  name: "Errors",
  dimensions: { FunctionName: "strata-test-greeter" },
  statistic: "Sum",
  periodSeconds: 60,
};

function alarm(changes: Partial<MetricAlarmProps>): Record<string, unknown> {
  const json = probe(
    (stack) =>
      new MetricAlarm(stack, "errors", {
        site: testSite(stack),
        purpose: "greeter-errors",
        description: "The greeter fails.",
        metric: errors,
        condition: { comparison: ">", threshold: 0, periods: 5, breaching: 3, missing: "notBreaching" },
        ...changes,
      }),
  );
  return at(json, "aws_cloudwatch_metric_alarm.errors");
}

test("an alarm has its metric in its own arguments, and says how many periods have to breach", () => {
  expect(alarm({})).toMatchObject({
    alarm_name: "strata-test-greeter-errors",
    metric_name: "Errors",
    statistic: "Sum",
    period: 60,
    evaluation_periods: 5,
    datapoints_to_alarm: 3,
    threshold: 0,
  });
});

test("a percentile is an extended statistic", () => {
  const { statistic, extended_statistic } = alarm({ metric: { ...errors, statistic: "p99" } });
  expect([statistic, extended_statistic]).toEqual([undefined, "p99"]);
});

test("arithmetic is a query next to those of its metrics, and the alarm has no metric", () => {
  const result = alarm({ metric: { expression: "100 * failed", label: "failed, %", metrics: { failed: errors } } });
  expect(result.metric_name).toBeUndefined();
  expect(result.metric_query).toMatchObject([
    { id: "result", expression: "100 * failed", return_data: true },
    { id: "failed", metric: { metric_name: "Errors", stat: "Sum", period: 60 }, return_data: false },
  ]);
});

test("a band is what CloudWatch learned to expect: the alarm compares with it", () => {
  const result = alarm({ condition: { comparison: ">", threshold: { band: 3 }, periods: 3, missing: "ignore" } });
  expect(result).toMatchObject({
    comparison_operator: "GreaterThanUpperThreshold",
    threshold_metric_id: "expected",
    metric_query: [{ expression: "ANOMALY_DETECTION_BAND(seen, 3)" }, { id: "seen" }],
  });
  expect(result.threshold).toBeUndefined();
});

test("a composite alarm takes no more alarms than CloudWatch does", () => {
  const build = (count: number) =>
    probe(
      (stack) =>
        new CompositeAlarm(stack, "layer", {
          site: testSite(stack),
          purpose: "layer-data",
          description: "Layer data fails.",
          alarmNames: Array.from({ length: count }, (_, index) => `alarm-${index}`),
          topicArns: [],
        }),
    );
  expect(String(at(build(100), "aws_cloudwatch_composite_alarm.layer").alarm_rule).match(/ALARM/g)).toHaveLength(100);
  expect(() => build(101)).toThrow("expected at most 100 alarms, got 101");
});
