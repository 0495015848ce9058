import { describe, expect, test } from "vitest";
import { runPlatformRules } from "../../commands/policy/platform-rules";
import type { Violation } from "../../commands/policy/violation";
import { readWaivers, waives } from "../../commands/policy/waivers";
import { today } from "../../commands/today";
import { alarmCoverage } from "../../policies/coverage/alarms";
import { backupCoverage } from "../../policies/coverage/backups";
import { metricMistakes, metricsNamedIn } from "../../policies/coverage/metrics";
import { link } from "../../synthesized/linked-stack";
import { at } from "../support/synthesis";
import { variantStacks } from "../support/variants";

/** The environment of the repository that each variant is like: its waivers hold for the variant too. */
const likes: Readonly<Record<string, string>> = {
  cold: "prod",
  colddr: "dr",
  lone: "dev",
  pilot: "prod",
  pilotdr: "dr",
};

/** What a variant chooses, and an environment that chooses it waives. */
const chosen: readonly { readonly finding: string; readonly reason: string }[] = [
  {
    finding: "STRATA023 lone-data aws_elasticache_replication_group.cache",
    reason: "data.cache.engineVersion names a minor version: the file raises it, and AWS does not.",
  },
  {
    finding: "STRATA033 lone-data aws_dynamodb_table.table_events",
    reason: "billing.changesIndexes is for the one apply that changes the indexes.",
  },
  ...["lone", "pilot", "pilotdr"].map((variant) => ({
    finding: `STRATA045 ${variant}-application aws_lb_listener.mesh_pages_balancer`,
    reason:
      "VPC Lattice ends TLS. The load balancer is internal, and takes connections of Lattice's prefix list alone.",
  })),
];

const likeOf = (violation: Violation): Violation => {
  const like = likes[violation.environment] ?? expect.fail(`${violation.environment} is like no environment`);
  return { ...violation, environment: like, stack: `${like}-${violation.layer}` };
};

test("variants break no rule but as environments of the repository do, or as they choose", () => {
  const { waivers } = readWaivers(today());
  const { violations } = runPlatformRules(variantStacks());
  const left = violations.filter((violation) => !waivers.some((waiver) => waives(waiver, likeOf(violation))));
  expect(left.map(({ id, stack, address }) => `${id} ${stack} ${address}`).sort()).toEqual(
    chosen.map(({ finding }) => finding).sort(),
  );
});

describe.each(Object.keys(likes))("everything that runs in %s", (variant) => {
  const all = link(variantStacks());
  const own = all.filter(({ environment }) => environment === variant);

  test("has alarms on metrics that exist, and what holds data has a backup", () => {
    const missing = [...alarmCoverage(variant, own), ...backupCoverage(variant, own)].flatMap((one) => one.missing);
    expect(missing).toEqual([]);
    const metrics = own.filter(({ layer }) => layer === "monitoring").flatMap(metricsNamedIn);
    const resources = all.flatMap((stack) => [...stack.resources.values()]);
    expect(metricMistakes(metrics, resources)).toEqual([]);
  });

  test("keeps nothing running that waits, and so none to look after, but with warm-standby", () => {
    const alarms = own.flatMap(({ resources }) => [...resources.keys()]);
    expect(alarms.filter((address) => /^aws_cloudwatch_metric_alarm\.(standby|cache_copy)_/.test(address))).toEqual([]);
  });
});

test.each(["jenkins", "mesh-pages"])(
  "%s has a ticket for errors and for failed health checks inside the VPC",
  (name) => {
    const monitoring = variantStacks().find(({ id }) => id === "lone-monitoring") ?? expect.fail("no stack");
    const alarm = (row: string) =>
      at(monitoring.json, `aws_cloudwatch_metric_alarm.internal_${name.replace("-", "_")}_${row}`);
    const balancer = expect.stringContaining(`internal_load_balancer_arns.${name})`);
    const group = expect.stringContaining(`internal_target_group_arns.${name})`);
    for (const [row, metric] of [
      ["errors", "HTTPCode_Target_5XX_Count"],
      ["unhealthy", "UnHealthyHostCount"],
    ] as const) {
      expect(alarm(row)).toMatchObject({
        metric_name: metric,
        dimensions: { LoadBalancer: balancer, TargetGroup: group },
      });
      expect(JSON.stringify(alarm(row))).toContain("ticket");
    }
  },
);
