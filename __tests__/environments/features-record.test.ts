import { expect, test } from "vitest";
import { loadEnvironments } from "../../environments/load";
import { inspectFolder } from "../../environments/loader/inspect";
import { environmentSchema, tierDefaults } from "../../environments/schema";
import { type FeaturesRecord, featuresRecordFile, kindsOf, recordedFeatures } from "../../layers/ai/features-record";
import { featuresStay } from "../../layers/ai/features-stay-rules";
import { recordKeyOf } from "../../platform/record";
import { recordText } from "../support/records";
import { adding, folderOf } from "./fixtures";

/** What is on record, with what the environments add to it. */
function withAdditions(recorded: FeaturesRecord): FeaturesRecord {
  const additions = loadEnvironments().flatMap((environment) =>
    Object.entries(environment.ai.features).map(([group, config]) => ({
      key: recordKeyOf(environment),
      group,
      kinds: kindsOf(config),
    })),
  );
  const all = structuredClone(recorded);
  for (const { key, group, kinds } of additions) {
    // What was recorded first stays.
    all[key] = { ...all[key], [group]: { ...kinds, ...all[key]?.[group] } };
  }
  return all;
}

test("every feature is on record: --update adds new ones, and removes none", async () => {
  const all = withAdditions(recordedFeatures());
  await expect(recordText(all)).toMatchFileSnapshot(`../../${featuresRecordFile}`);
});

test("what is on record stays so, whatever a file says later", () => {
  const key = recordKeyOf(loadEnvironments()[0] ?? expect.fail("no environment"));
  const recorded: FeaturesRecord = { [key]: { customer: { gone: "integer", orders_30d: "text" } } };
  expect(withAdditions(recorded)[key]?.customer).toMatchObject({
    gone: "integer",
    orders_30d: "text",
    segment: "text",
  });
});

test.each([
  ["removed", "features: {}", "ai.features.customer.features", "orders as integer, which the group has"],
  ["retyped", "features: { orders: { type: text } }", "ai.features.customer.features.orders.type", "orders as integer"],
])("a feature of the record that is %s is an error, with file, line and column", (_, features, key, allowed) => {
  const recorded: FeaturesRecord = { "111111111111 us-east-1 strata-dev": { customer: { orders: "integer" } } };
  const group = `{ description: What a customer did., recordId: id, eventTime: at, ${features} }`;
  const { errors } = inspectFolder(folderOf(adding("dev", `ai: { features: { customer: ${group} } }`)), {
    schema: environmentSchema,
    tierDefaults,
    rules: [featuresStay(() => recorded)],
  });
  expect(errors).toEqual([
    expect.objectContaining({
      key,
      place: expect.objectContaining({ line: 15 }),
      allowed: expect.stringContaining(allowed),
      fix: "Put it back, or make a new group.",
    }),
  ]);
});

test("the record id and the event time of a group stay what they are", () => {
  const recorded: FeaturesRecord = {
    "111111111111 us-east-1 strata-dev": { customer: { customer_id: "record id", computed_at: "event time" } },
  };
  const group = "{ description: What a customer did., recordId: id, eventTime: at, features: {} }";
  const { errors } = inspectFolder(folderOf(adding("dev", `ai: { features: { customer: ${group} } }`)), {
    schema: environmentSchema,
    tierDefaults,
    rules: [featuresStay(() => recorded)],
  });
  expect(errors.map(({ key }) => key)).toEqual(["ai.features.customer.recordId", "ai.features.customer.eventTime"]);
});
