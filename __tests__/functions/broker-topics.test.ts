import type { Admin } from "kafkajs";
import { expect, test } from "vitest";
import { settleTopic, type TopicEvent } from "../../functions/broker-topics/index";
import { brokerToken } from "../../functions/broker-topics/token";

const event = (action: "create" | "delete" | "update", changes: Partial<TopicEvent> = {}): TopicEvent => ({
  brokers: "boot.kafka-serverless.us-east-1.amazonaws.com:9098",
  topic: { name: "clicks", partitions: 6, retentionHours: 24, copies: 3 },
  whenRemoved: "delete",
  tf: { action },
  ...changes,
});

/** Calls the function with a world in which the first attempts fail like this, and there is time for one more each. */
async function call(asked: TopicEvent, ...failures: Error[]) {
  const world = { attempts: 0, open: 0, topics: new Set<string>() };
  const connect = () =>
    ({
      connect: async () => {
        world.open++;
        const failure = failures[world.attempts++];
        if (failure) throw failure;
      },
      createTopics: async ({ topics }) => topics.every(({ topic }) => world.topics.add(topic)),
      disconnect: async () => void world.open--,
    }) as Partial<Admin> as Admin;
  const pause = async () => world.attempts < failures.length || failures.length === 1;
  const result = await settleTopic(asked, { connect, pause }).catch((reason: Error) => reason.message);
  return { result, ...world, topics: [...world.topics] };
}

test("brokers that do not know the role yet are asked again", async () => {
  expect(await call(event("create"), new Error("Access denied"))).toEqual({
    result: { topic: "clicks", outcome: "created" },
    attempts: 2,
    open: 0,
    topics: ["clicks"],
  });
});

test("when there is no time for another attempt, it says what the last one failed of and what to do", async () => {
  const { result, open } = await call(event("create"), new Error("Access denied"), new Error("Not authorized"));
  expect(result).toBe(
    "expected boot.kafka-serverless.us-east-1.amazonaws.com:9098 to create the topic clicks, got: Not authorized. See that the function's role may do that to this topic and that its security group reaches the brokers, and deploy again.",
  );
  expect(open).toBe(0);
});

test("a topic that is to be kept outlives its stream, and no broker is asked", async () => {
  expect(await call(event("delete", { whenRemoved: "keep" }))).toMatchObject({
    result: { topic: "clicks", outcome: "kept" },
    attempts: 0,
  });
});

test("the token is the signed address that AWS's own signer makes", async () => {
  const keys = { accessKeyId: "AKIDEXAMPLE", secretAccessKey: "wJalrXUtnFEMI", sessionToken: "session+token/==" };
  const token = await brokerToken("us-east-1", keys, new Date("2026-01-02T03:04:05Z"));
  const { origin, searchParams } = new URL(Buffer.from(token, "base64url").toString());
  expect(origin).toBe("https://kafka.us-east-1.amazonaws.com");
  // Recorded from aws-msk-iam-sasl-signer-js 1.0.3, whose user agent is not signed.
  expect(Object.fromEntries(searchParams)).toEqual({
    Action: "kafka-cluster:Connect",
    "User-Agent": "strata",
    "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
    "X-Amz-Credential": "AKIDEXAMPLE/20260102/us-east-1/kafka-cluster/aws4_request",
    "X-Amz-Date": "20260102T030405Z",
    "X-Amz-Expires": "900",
    "X-Amz-Security-Token": "session+token/==",
    "X-Amz-Signature": "e8d68962c2181cc63377fc8c4e4da066d7034848596a28c954a8b10f5b47d1ab",
    "X-Amz-SignedHeaders": "host",
  });
});
