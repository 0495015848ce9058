import { describe, expect, test } from "vitest";
import { modelsAsOf, modelTable } from "../../../modules/bedrock/models";
import { type ChosenModel, modelArnsOf, reachesIn, routeArn, routeOf } from "../../../modules/bedrock/route";

const haiku = "anthropic.claude-haiku-4-5-20251001-v1:0";
const titan = "amazon.titan-embed-text-v2:0";
const place = { account: "111122223333", region: "us-east-1" };
const unknown: ChosenModel = {
  id: "example.large-v9:0",
  reach: "geography",
  facts: { kind: "text", inputTokens: 1000, outputTokens: 100, profilePrefix: "us", destinations: ["us-east-1"] },
};

test.each([
  ["us-east-1", `us.${haiku}`, ["us-east-1", "us-east-2", "us-west-2"]],
  ["us-west-2", `us.${haiku}`, ["us-east-1", "us-east-2", "us-west-2"]],
  ["eu-west-1", `eu.${haiku}`, ["eu-central-1", "eu-north-1", "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-3"]],
])("from %s the profile of the geography is %s", (region, id, destinations) => {
  expect(routeOf({ id: haiku, reach: "geography" }, region)).toEqual({ id, profile: true, destinations });
});

test("a model that answers in the region is called without a profile", () => {
  expect(routeOf({ id: titan, reach: "region" }, "us-west-2")).toEqual({
    id: titan,
    profile: false,
    destinations: ["us-west-2"],
  });
});

test.each<[string, ChosenModel["reach"], string]>([
  [haiku, "region", "us-east-1"],
  [haiku, "geography", "sa-east-1"],
  [titan, "geography", "us-east-1"],
  [titan, "region", "eu-south-1"],
])("there is no way to %s by %s from %s", (id, reach, region) => {
  expect(routeOf({ id, reach }, region)).toBeUndefined();
});

test("a file can say what the table does not know", () => {
  expect(routeOf(unknown, "us-east-1")).toEqual({
    id: "us.example.large-v9:0",
    profile: true,
    destinations: ["us-east-1"],
  });
  expect(routeOf({ ...unknown, facts: undefined }, "us-east-1")).toBeUndefined();
});

test("what a file says of a model in the table changes nothing", () => {
  expect(routeOf({ ...unknown, id: haiku }, "us-east-1")?.destinations).toHaveLength(3);
});

test("a model belongs to no account, a profile to that of the caller", () => {
  const route = routeOf({ id: haiku, reach: "geography" }, "us-east-1");
  if (!route) throw new Error("expected a route");
  expect(routeArn(place, route)).toBe(`arn:aws:bedrock:us-east-1:111122223333:inference-profile/us.${haiku}`);
  expect(modelArnsOf(haiku, route, "us-east-1")).toContain(`arn:aws:bedrock:us-east-2::foundation-model/${haiku}`);
});

test("where all regions may answer, IAM is asked for the model in that of the caller and in none", () => {
  const route = routeOf({ id: haiku, reach: "global" }, "us-east-1");
  if (!route) throw new Error("expected a route");
  expect(modelArnsOf(haiku, route, "us-east-1")).toEqual([
    `arn:aws:bedrock:us-east-1::foundation-model/${haiku}`,
    `arn:aws:bedrock:::foundation-model/${haiku}`,
  ]);
});

test("an error can say what there is", () => {
  expect(reachesIn(haiku, "eu-west-1")).toEqual(["geography", "global"]);
  expect(reachesIn(titan, "us-east-1")).toEqual(["region"]);
});

describe.each(Object.entries(modelTable))("the row of %s", (_, facts) => {
  test("says either how long answers are or how long vectors", () => {
    expect(facts.outputTokens === undefined).toBe(facts.kind === "vectors");
    expect(facts.dimensions === undefined).toBe(facts.kind === "text");
  });

  test("leads from each region to itself, at least", () => {
    for (const { prefix, from, to } of facts.profiles) {
      if (prefix !== "global") expect(to).toEqual(expect.arrayContaining([...from]));
    }
  });

  test("has days as the table's own is written", () => {
    for (const day of [modelsAsOf, facts.endOfLife ?? modelsAsOf]) expect(day).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});
