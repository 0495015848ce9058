import { expect, test } from "vitest";
import { DatabaseEvents } from "../../../modules/database/database-events";
import { testSite } from "../../support/site";
import { at, probe, typesOf } from "../../support/synthesis";

const topicArn = "arn:aws:sns:us-east-1:111122223333:strata-test-database-events";
const events = () =>
  probe((stack) => {
    new DatabaseEvents(stack, "event", { site: testSite(stack), topicArn });
  });

test("cover all databases of the region, future ones too", () => {
  expect(typesOf(events())).toEqual({ aws_db_event_subscription: 4 });
  for (const subscription of Object.values(events().resource?.aws_db_event_subscription ?? {})) {
    expect(subscription).not.toHaveProperty("source_ids");
    expect(subscription.sns_topic).toBe(topicArn);
  }
});

test.each([
  ["cluster", ["failover", "global-failover", "failure", "maintenance"]],
  ["instance", ["maintenance", "configuration change", "failure"]],
  ["parameter_group", ["configuration change"]],
  ["security_group", ["configuration change", "failure"]],
])("tell what is asked for of db_%s", (source, categories) => {
  expect(at(events(), `aws_db_event_subscription.event_db_${source}`)).toMatchObject({
    name: `strata-test-db-${source.replace("_", "-")}`,
    source_type: `db-${source.replace("_", "-")}`,
    event_categories: expect.arrayContaining(categories),
  });
});
