import { describe, expect, test } from "vitest";
import { DatabaseEvents, type DatabaseEventsProps } from "../../../modules/database/database-events";
import { addressesOf, at, probe } from "../../support/synthesis";

const events = (changes: Partial<DatabaseEventsProps> = {}) =>
  probe((stack) => {
    new DatabaseEvents(stack, "events", {
      names: stack.testNames,
      purpose: "main",
      topicArn: "arn:aws:sns:us-east-1:111122223333:strata-test-database-events",
      clusterIdentifier: "strata-test-main",
      instanceIdentifiers: ["strata-test-main-1"],
      instanceParameterGroup: "strata-test-main-17",
      ...changes,
    });
  });

describe("DatabaseEvents", () => {
  test("tell of failures, failovers and maintenance of the cluster", () => {
    expect(at(events(), "aws_db_event_subscription.events_cluster")).toMatchObject({
      name: "strata-test-main-cluster",
      source_type: "db-cluster",
      source_ids: ["strata-test-main"],
      event_categories: expect.arrayContaining(["failover", "global-failover", "failure", "maintenance"]),
    });
  });

  test("tell what FSBP asks for of instances and parameters", () => {
    expect(at(events(), "aws_db_event_subscription.events_instances")).toMatchObject({
      source_type: "db-instance",
      source_ids: ["strata-test-main-1"],
      event_categories: expect.arrayContaining(["maintenance", "configuration change", "failure"]),
    });
    expect(at(events(), "aws_db_event_subscription.events_parameters")).toMatchObject({
      source_type: "db-parameter-group",
      source_ids: ["strata-test-main-17"],
      event_categories: ["configuration change"],
    });
  });

  test("of a cluster without instances are not those of every instance of the account", () => {
    expect(addressesOf(events({ instanceIdentifiers: [] }))).toEqual([
      "aws_db_event_subscription.events_cluster",
      "aws_db_event_subscription.events_parameters",
    ]);
  });
});
