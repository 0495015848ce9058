import { describe, expect, test } from "vitest";
import { loadEnvironments } from "../../environments/load";
import { analyze } from "../../policies/reachability/analysis";
import { reachabilityReport } from "../../policies/reachability/report";
import { errorsOf, sentences } from "../../policies/reachability/segmentation";
import { covers, describeTraffic } from "../../policies/reachability/traffic";
import { linkedPlatform } from "../support/platform";

const stacks = linkedPlatform();

const environments = loadEnvironments().map(({ name }) => name);
const analyses = environments.map((environment) => analyze(stacks, environment));

describe.each(analyses)("in $environment", (analysis) => {
  test.each(sentences)("$text", (sentence) => {
    expect(errorsOf(sentence, analysis)).toEqual([]);
  });

  // Without this, a network in which nothing works would keep every sentence above.
  test.each([
    ["CloudFront", "edge", "TCP 443"],
    ["edge", "application", "TCP 8000-8999"],
    ["application", "application", "any TCP; any UDP; ICMP fragmentation needed"],
    ["application", "data", "TCP 5432, 6379"],
    ["application", "endpoints", "TCP 443"],
    ["application", "internet", "TCP 443"],
    ["application", "s3", "TCP 443"],
    ["data", "data", "any TCP; any UDP"],
    ["data", "endpoints", "TCP 443"],
    ["data", "s3", "TCP 443"],
    ["data", "dynamodb", "TCP 443"],
    ["ai", "ai", "any TCP; any UDP"],
    ["ai", "data", "TCP 5432, 6379"],
    ["ai", "endpoints", "TCP 443"],
    ["ai", "s3", "TCP 443"],
  ])("%s reaches %s by %s from every zone to every zone", (from, to, traffic) => {
    const ends = [...analysis.outside, ...analysis.homes, ...analysis.services];
    const [source, target] = [from, to].map((name) => ends.find((end) => end.name === name));
    if (!source || !target) return expect.fail(`no ${from} or no ${to} among ${ends.map(({ name }) => name)}`);
    expect(describeTraffic(analysis.reachability.between(source, target).dependable)).toBe(traffic);
  });

  // ACLs see no traffic within a subnet: there, the groups alone let further protocols pass.
  test("what works between two tiers works in every zone, by TCP and UDP", () => {
    const ends = [...analysis.outside, ...analysis.homes, ...analysis.services];
    for (const from of ends) {
      for (const to of ends) {
        const { possible, dependable } = analysis.reachability.between(from, to);
        const acrossZones = { ...possible, "fragmentation-needed": [], icmp: [], other: [] };
        expect.soft(covers(dependable, acrossZones), `${from.name} to ${to.name}`).toBe(true);
      }
    }
  });

  test("the database, the cache and the jobs are in the data tier, behind its group", () => {
    const residents = analysis.homes.find(({ name }) => name === "data")?.residents.map(({ type }) => type);
    expect(residents).toEqual(
      expect.arrayContaining([
        "aws_elasticache_replication_group",
        "aws_emrserverless_application",
        "aws_glue_connection",
        "aws_rds_cluster",
      ]),
    );
  });

  test("every interface endpoint is where the tiers look for it", () => {
    const network = stacks.find(({ id }) => id === `${analysis.environment}-network`);
    const inSubnets = [...(network?.resources.values() ?? [])].filter(
      ({ type, block }) => type === "aws_vpc_endpoint" && block.vpc_endpoint_type === "Interface",
    );
    expect(inSubnets.length).toBeGreaterThan(10);
    expect(analysis.homes.find(({ name }) => name === "endpoints")?.residents).toHaveLength(inSubnets.length);
  });
});

test("docs/reachability.md says so", async () => {
  await expect(reachabilityReport(analyses)).toMatchFileSnapshot("../../docs/reachability.md");
});
