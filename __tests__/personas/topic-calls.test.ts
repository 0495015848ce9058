import { expect, test } from "vitest";
import { aiDefaults } from "../../layers/ai/config";
import { securityDefaults } from "../../layers/security/config";
import { iamModelOf } from "../../policies/access/iam-model";
import { simulate } from "../../policies/access/simulate";
import { link } from "../../synthesized/linked-stack";
import { environmentOf } from "../support/environment";
import { stacksUpTo } from "../support/layers";
import { providerCalls } from "./provider-calls/all";
import { requestsOf } from "./provider-calls/requests";
import { madeOf } from "./provider-calls/type-calls";

const github = {
  organization: "example-org",
  organizationId: "1",
  repository: "strata",
  repositoryId: "2",
  protectedBranch: "main",
};
/** No environment of the repository has brokers, so their topics are asked about here. */
function withTopic(tier: "nonproduction" | "sandbox") {
  const stacks = link(
    stacksUpTo(
      "ai",
      environmentOf(tier, {
        security: { ...securityDefaults[tier], delivery: { github, sessionHours: 2 } },
        ai: { ...aiDefaults[tier], streams: { clicks: { engine: "kafka", partitions: 6 } } },
      }),
    ),
  );
  return { model: iamModelOf(stacks), resources: stacks.flatMap(({ resources }) => [...resources.values()]) };
}

/** What IAM answers the pipeline to each call for the topic. */
async function answersFor(tier: "nonproduction" | "sandbox", address: string) {
  const { model, resources } = withTopic(tier);
  const topic = resources.find((one) => one.address === address) ?? expect.fail(`no ${address}`);
  const calls = await requestsOf(madeOf(topic), providerCalls[topic.type] ?? expect.fail("no calls"));
  return Promise.all(
    calls.map(async ({ kind, ...request }) => {
      const role = model.roles.get(`strata-test-${kind === "read" ? "plan" : "apply"}`) ?? expect.fail("no role");
      return { ...request, ...(await simulate(model, { role, region: "us-east-1" }, request)) };
    }),
  );
}

test("the pipeline makes, reads and changes topics of brokers, and loses none without break-glass", async () => {
  const denied = (await answersFor("nonproduction", "aws_cloudcontrolapi_resource.kafka_topic_clicks")).filter(
    ({ allowed }) => !allowed,
  );
  expect(denied.filter(({ decidedBy }) => decidedBy !== "boundary.DenyDeletionWithoutBreakGlass")).toEqual([]);
  expect(denied.map(({ action }) => action)).toEqual(["kafka:DeleteTopic", "kafka-cluster:DeleteTopic"]);
});

test("the pipeline calls the function that makes topics of serverless brokers", async () => {
  expect(await answersFor("sandbox", "aws_lambda_invocation.kafka_topic_clicks")).toEqual([
    expect.objectContaining({ action: "lambda:InvokeFunction", allowed: true }),
  ]);
});
