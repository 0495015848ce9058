import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { projectRoot } from "../../platform/root";
import { dashboardBody, metricMistakes, metricsNamedIn } from "../../policies/coverage/metrics";
import type { LinkedStack } from "../../synthesized/linked-stack";
import { dashboardImage } from "../support/dashboard-image";
import { linkedPlatform } from "../support/platform";

const stacks = linkedPlatform();
const environments = [...new Set(stacks.map(({ environment }) => environment))];
const monitoringOf = (environment: string): LinkedStack =>
  stacks.find((stack) => stack.environment === environment && stack.layer === "monitoring") ?? expect.fail(environment);
/** Those of the environment, and for one that recovers prod, of prod. */
const resourcesFor = (environment: string) =>
  stacks
    .filter((stack) => stack.environment === environment || environment === "dr")
    .flatMap((stack) => [...stack.resources.values()]);
const dashboardsOf = (environment: string) =>
  [...monitoringOf(environment).resources.values()].filter(({ type }) => type === "aws_cloudwatch_dashboard");

interface Placed {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

const overlaps = (one: Placed, other: Placed) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

describe.each(environments)("metrics that %s looks at", (environment) => {
  test("have the dimensions of their namespace, and name resources that exist", () => {
    const metrics = metricsNamedIn(monitoringOf(environment));
    expect(metrics.length).toBeGreaterThan(100);
    expect(metricMistakes(metrics, resourcesFor(environment))).toEqual([]);
  });

  test("a name that no resource has, and a dimension too many, are found", () => {
    const stack = monitoringOf(environment);
    const named = (namespace: string, dimensions: Record<string, string>) => ({
      stack,
      address: "an.alarm",
      namespace,
      dimensions,
    });
    const wrong = [
      named("AWS/SQS", { QueueName: "strata-nowhere" }),
      named("AWS/SQS", { QueueName: "strata-nowhere", Region: "us-east-1" }),
      named("AWS/Nothing", {}),
    ];
    expect(metricMistakes(wrong, resourcesFor(environment))).toEqual([
      expect.stringContaining("no resource is called QueueName = strata-nowhere"),
      expect.stringContaining("no metrics with the dimensions QueueName Region"),
      expect.stringContaining("AWS/Nothing has no metrics"),
    ]);
  });

  test("are on dashboards whose widgets fill the grid and do not cover each other", () => {
    const folder = join(projectRoot(), "build", "dashboards");
    mkdirSync(folder, { recursive: true });
    for (const dashboard of dashboardsOf(environment)) {
      const { widgets } = dashboardBody(dashboard);
      const placed = widgets as unknown as Placed[];
      for (const [index, one] of placed.entries()) {
        expect(one.x + one.width).toBeLessThanOrEqual(24);
        expect(placed.slice(index + 1).filter((other) => overlaps(one, other))).toEqual([]);
      }
      const image = dashboardImage(widgets);
      expect(image).not.toMatch(/NaN|undefined/);
      writeFileSync(join(folder, `${String(dashboard.block.dashboard_name)}.svg`), image);
    }
  });
});

test("each layer with alarms has a dashboard, and the platform has one", () => {
  const names = (environment: string) =>
    dashboardsOf(environment)
      .map(({ block }) => String(block.dashboard_name).replace(`strata-${environment}-`, ""))
      .sort();
  expect(names("prod")).toEqual(["ai", "application", "data", "network", "platform", "presentation", "recovery"]);
  expect(names("dev")).toEqual(["ai", "application", "data", "network", "platform", "presentation"]);
  expect(names("dr")).toEqual(["ai", "application", "data", "network", "platform", "presentation", "recovery"]);
});
