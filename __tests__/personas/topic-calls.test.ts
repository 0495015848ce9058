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
const stacks = link(
  stacksUpTo(
    "ai",
    environmentOf("nonproduction", {
      security: { ...securityDefaults.nonproduction, delivery: { github, sessionHours: 2 } },
      ai: { ...aiDefaults.nonproduction, streams: { clicks: { engine: "kafka", partitions: 6 } } },
    }),
  ),
);
const model = iamModelOf(stacks);

/** No environment of the repository has brokers, so their topics are asked about here. */
test("the pipeline makes, reads and changes topics of brokers, and loses none without break-glass", async () => {
  const topics = stacks.flatMap(({ resources }) =>
    [...resources.values()].filter(({ block }) => block.type_name === "AWS::MSK::Topic"),
  );
  expect(topics).toHaveLength(1);
  const calls = await Promise.all(
    topics.map((one) => requestsOf(madeOf(one), providerCalls.aws_cloudcontrolapi_resource ?? expect.fail("no calls"))),
  );
  const answered = await Promise.all(
    calls.flat().map(async ({ kind, ...request }) => {
      const role = model.roles.get(`strata-test-${kind === "read" ? "plan" : "apply"}`) ?? expect.fail("no role");
      return { kind, ...request, ...(await simulate(model, { role, region: "us-east-1" }, request)) };
    }),
  );
  const denied = answered.filter(({ allowed }) => !allowed);
  expect(denied.filter(({ decidedBy }) => decidedBy !== "boundary.DenyDeletionWithoutBreakGlass")).toEqual([]);
  expect(denied.map(({ action }) => action)).toEqual(["kafka:DeleteTopic", "kafka-cluster:DeleteTopic"]);
});
