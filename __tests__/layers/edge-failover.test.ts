import { describe, expect, test } from "vitest";
import { failoverSeconds } from "../../environments/achieved-recovery";
import { loadEnvironments } from "../../environments/load";
import type { StackJson } from "../../synthesized/stack";
import { applicationOf } from "../support/application";
import { routeTo } from "../support/edge";
import { environmentOf, recoveredPair } from "../support/environment";
import { layerOf } from "../support/layers";
import { wholePlatform } from "../support/platform";

interface RegionRecord {
  readonly name: string;
  readonly zone_id: string;
  readonly set_identifier?: string;
  readonly failover_routing_policy?: { readonly type: string };
  readonly health_check_id?: string;
  readonly alias?: { readonly evaluate_target_health: boolean };
}

const platform = wholePlatform();
const stackOf = (environment: string): StackJson =>
  platform[`${environment}-presentation`] ?? expect.fail(`no presentation layer of ${environment}`);

const failovers = (environment: string) =>
  (Object.values(stackOf(environment).resource?.aws_route53_record ?? {}) as unknown as RegionRecord[]).filter(
    ({ failover_routing_policy }) => failover_routing_policy,
  );

describe("failing over from prod to dr", () => {
  test("is a decision of name servers: each name has a record in both regions, each with a health check", () => {
    const named = (environment: string) =>
      failovers(environment)
        .map(({ name }) => name)
        .sort();
    expect(named("prod")).toEqual([
      "origin-api.strata.example.com",
      "origin.strata.example.com",
      "partner.strata.example.com",
    ]);
    expect(named("dr")).toEqual(named("prod"));
    for (const [environment, type] of [
      ["prod", "PRIMARY"],
      ["dr", "SECONDARY"],
    ] as const) {
      for (const record of failovers(environment)) {
        expect(record).toMatchObject({
          failover_routing_policy: { type },
          health_check_id: "${aws_route53_health_check.region_all.id}",
          alias: { evaluate_target_health: true },
        });
      }
    }
  });

  test("needs nothing that dr has to build: its records are in the zone of prod, which CloudFront asks", () => {
    for (const { zone_id } of failovers("dr")) {
      expect(zone_id).toBe("${data.terraform_remote_state.prod_presentation.outputs.zone_id}");
    }
    expect(stackOf("dr").resource?.aws_cloudfront_distribution).toBeUndefined();
    expect(JSON.stringify(stackOf("prod"))).not.toMatch(/terraform_remote_state\.dr-/);
  });

  test("takes what the health checks and the records take, which is within the objective", () => {
    const checks = Object.values(stackOf("prod").resource?.aws_route53_health_check ?? {});
    const asking = checks.filter(({ type }) => type === "HTTPS");
    expect(asking.length).toBeGreaterThan(0);
    const seconds = Math.max(
      ...asking.map(({ request_interval, failure_threshold }) =>
        failoverSeconds(Number(request_interval), Number(failure_threshold)),
      ),
    );
    expect(seconds).toBe(90);
    const prod = loadEnvironments().find(({ name }) => name === "prod");
    expect(seconds).toBeLessThanOrEqual((prod?.recovery?.objectives.edge?.rtoMinutes ?? 0) * 60);
  });

  test("finds a certificate for the same hosts in both regions", () => {
    const hosts = (environment: string) =>
      Object.values(stackOf(environment).resource?.aws_acm_certificate ?? {}).map(({ domain_name }) => domain_name);
    for (const host of hosts("dr")) expect(hosts("prod")).toContain(host);
    expect(hosts("dr")).toContain("origin.strata.example.com");
  });
});

test("without a health check, only the primary has records of the API of partners: a name cannot have two", () => {
  const { presentation } = environmentOf("production");
  const pair = recoveredPair("warm-standby", {
    application: applicationOf({}),
    presentation: {
      ...presentation,
      zone: { ...presentation.zone, delegated: true },
      routes: { partner: routeTo("partner", "api.partner") },
    },
  });
  const recordsOf = layerOf("presentation", ...pair);
  const partner = (environment: string) =>
    Object.values(recordsOf(environment).resource?.aws_route53_record ?? {})
      .filter(({ name, alias }) => name === "partner.test.example.com" && alias !== undefined)
      .map(({ type }) => type);
  expect(partner("prod")).toEqual(["A"]);
  expect(partner("dr")).toEqual([]);
});
