import { describe, expect, test } from "vitest";
import { monitoringOutputs } from "../../layers/monitoring/outputs";
import { outputName } from "../../platform/contract";
import { environmentOf } from "../support/environment";
import { layerOf } from "../support/layers";
import { at, statementsOf } from "../support/synthesis";

const emails = (...addresses: string[]) => ({ emails: addresses });
const production = environmentOf("production");
const notified = environmentOf("production", {
  monitoring: {
    ...production.monitoring,
    notifications: { page: emails("oncall@example.com"), ticket: emails("platform@example.com", "second@example.com") },
  },
});
const stack = layerOf("monitoring", notified)("test");
const security = layerOf("security", notified)("test");

describe("the monitoring layer", () => {
  test("publishes its whole contract", () => {
    expect(Object.keys(stack.output ?? {}).sort()).toEqual(
      Object.keys(monitoringOutputs.fields).map(outputName).sort(),
    );
  });

  test("subscribes each address to the topic of its severity", () => {
    const subscribed = Object.values(stack.resource?.aws_sns_topic_subscription ?? {}).map(
      ({ topic_arn, protocol, endpoint }) => `${String(topic_arn)} ${String(protocol)} ${String(endpoint)}`,
    );
    expect(subscribed.sort()).toEqual([
      "${aws_sns_topic.page.arn} email oncall@example.com",
      "${aws_sns_topic.ticket.arn} email platform@example.com",
      "${aws_sns_topic.ticket.arn} email second@example.com",
      "${data.terraform_remote_state.data.outputs.database_events_topic_arn} email platform@example.com",
      "${data.terraform_remote_state.data.outputs.database_events_topic_arn} email second@example.com",
    ]);
  });

  test.each(["page", "ticket"])("the key of topic %s lets in each service that publishes to it", (severity) => {
    const services = (policy: unknown) =>
      Object.values(statementsOf(policy)).flatMap(({ Principal, Effect }) =>
        Effect === "Allow" ? [(Principal as { Service?: unknown }).Service ?? []].flat() : [],
      );
    expect(at(stack, `aws_sns_topic.${severity}`).kms_master_key_id).toContain("streams_key_arn");
    const publishers = services(at(stack, `aws_sns_topic_policy.${severity}`).policy);
    expect(publishers.length).toBeGreaterThan(0);
    expect(services(at(security, "aws_kms_key.streams").policy)).toEqual(expect.arrayContaining(publishers));
  });
});
