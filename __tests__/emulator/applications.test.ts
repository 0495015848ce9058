import { Writable } from "node:stream";
import { CreateTableCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import { CreateBucketCommand, GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import { DynamoDBDocumentClient, GetCommand, PutCommand } from "@aws-sdk/lib-dynamodb";
import type { Context, SQSBatchResponse } from "aws-lambda";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { application } from "../functions/applications";
import { type Call, localAws } from "../functions/local-aws";
import { type Answered, answering, streaming } from "../functions/stub-transport";
import { describeOnEmulator } from "./harness";
import { type Handler, loaded } from "./loaded-function";

const names = {
  documents: "documents",
  idempotency: "idempotency",
  sessions: "sessions",
  raw: "raw",
  lake: "processed",
};
const switchOf = (name: string) => `/strata/dev/applications/${name}/switch`;
const fills = { bucket: names.lake, prefix: "documents/" };
const document = { documentId: "d1", version: 1 };
const summary = "It opens at nine.";

const context = {
  functionName: "test",
  functionVersion: "1",
  invokedFunctionArn: "arn:aws:lambda:us-east-1:123456789012:function:test:live",
  awsRequestId: "00000000-0000-4000-8000-000000000000",
  getRemainingTimeInMillis: () => 60_000,
} as Context;

/** What Bedrock is asked for, in the order of the calls. */
const asked: Call[] = [];

/** Bedrock, which the emulator does not have. Its knowledge bases find the summary. */
function bedrock(call: Call): Answered {
  asked.push(call);
  if (call.operation.endsWith("/retrieve")) {
    const found = { content: { text: summary }, location: { s3Location: { uri: "s3://processed/d1" } }, score: 0.9 };
    return answering({ retrievalResults: call.operation.includes("KB2") ? [found] : [] });
  }
  const usage = { inputTokens: 20, outputTokens: 5, totalTokens: 25 };
  if (call.operation.endsWith("/converse")) {
    const output = { message: { role: "assistant", content: [{ text: summary }] } };
    return answering({ output, stopReason: "end_turn", usage, metrics: { latencyMs: 1 } });
  }
  return streaming([
    ["contentBlockDelta", { contentBlockIndex: 0, delta: { text: "At nine [1]." } }],
    ["messageStop", { stopReason: "end_turn" }],
    ["metadata", { usage, metrics: { latencyMs: 1 } }],
  ]);
}

describeOnEmulator("applications of language models on the emulator", (bench) => {
  let models: Awaited<ReturnType<typeof localAws>>;
  let sqs: SQSClient;
  let s3: S3Client;
  let dynamo: DynamoDBClient;
  let items: DynamoDBDocumentClient;
  let summarize: Handler;
  let chat: Handler;
  let queue = "";

  beforeAll(async () => {
    models = await localAws(bedrock);
    stub({
      ...models.variables,
      AWS_ENDPOINT_URL: bench.endpoint(),
      AWS_LAMBDA_FUNCTION_NAME: "test",
      TABLES_DOCUMENTS_NAME: names.documents,
      TABLES_IDEMPOTENCY_NAME: names.idempotency,
      TABLES_SESSIONS_NAME: names.sessions,
      POWERTOOLS_LOG_LEVEL: "SILENT",
      POWERTOOLS_METRICS_DISABLED: "true",
      POWERTOOLS_TRACE_ENABLED: "false",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    });
    // Lambda puts it there.
    vi.stubGlobal("awslambda", { streamifyResponse: (wrapped: unknown) => wrapped });
    [sqs, s3, dynamo] = [new SQSClient(), new S3Client({ forcePathStyle: true }), new DynamoDBClient()];
    items = DynamoDBDocumentClient.from(dynamo);
    await makeWhatTheyUse();
    stub({ APPLICATION: JSON.stringify({ ...application, fills, switchParameter: switchOf("summarize") }) });
    summarize = await loaded(bench, "summarize");
    stub({ APPLICATION: JSON.stringify({ ...application, switchParameter: switchOf("chat") }) });
    chat = await loaded(bench, "chat");
  });
  afterAll(() => {
    models?.close();
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
  });

  function stub(variables: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
  }

  /** What the layers build, as far as these functions see it: see base.yaml. */
  async function makeWhatTheyUse(): Promise<void> {
    const types = { documentId: "S", version: "N", id: "S", sessionId: "S" } as const;
    const keys: Record<string, (keyof typeof types)[]> = {
      [names.documents]: ["documentId", "version"],
      [names.idempotency]: ["id"],
      [names.sessions]: ["sessionId"],
    };
    for (const [TableName, attributes] of Object.entries(keys)) {
      await dynamo.send(
        new CreateTableCommand({
          TableName,
          BillingMode: "PAY_PER_REQUEST",
          AttributeDefinitions: attributes.map((name) => ({ AttributeName: name, AttributeType: types[name] })),
          KeySchema: attributes.map((name, index) => ({
            AttributeName: name,
            KeyType: index === 0 ? ("HASH" as const) : ("RANGE" as const),
          })),
        }),
      );
    }
    for (const Bucket of [names.raw, names.lake]) await s3.send(new CreateBucketCommand({ Bucket }));
    for (const name of ["chat", "summarize"]) await turn(name, "on");
    ({ QueueUrl: queue = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "summarize" })));
    await items.send(new PutCommand({ TableName: names.documents, Item: { ...document, owner: "sub-ann" } }));
    await s3.send(
      new PutObjectCommand({
        Bucket: names.raw,
        Key: "uploads/d1/1",
        Body: "We open at nine.",
        ContentType: "text/plain",
      }),
    );
  }

  async function turn(name: string, Value: "on" | "off"): Promise<void> {
    await new SSMClient().send(
      new PutParameterCommand({ Name: switchOf(name), Type: "SecureString", Value, Overwrite: true }),
    );
  }

  async function ask(question: object, instance = chat): Promise<unknown[]> {
    let text = "";
    const stream = new Writable({
      write: (chunk, _, done) => {
        text += chunk;
        done();
      },
    });
    await instance(question, stream, context);
    return text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  }

  test("a document from the queue is summarized into the table, and into the folder of its owner's knowledge base", async () => {
    const detail = { ...document, owner: "sub-ann", title: "Hours", contentType: "text/plain", bucket: names.raw };
    const event = { "detail-type": "Document Stored", detail: { ...detail, key: "uploads/d1/1" } };
    await sqs.send(new SendMessageCommand({ QueueUrl: queue, MessageBody: JSON.stringify(event) }));
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue }));
    const Records = Messages.map(({ MessageId, Body }) => ({ messageId: MessageId, body: Body }));
    const run = async () => (await summarize({ Records }, context)) as SQSBatchResponse;
    expect(await run()).toEqual({ batchItemFailures: [] });

    const { Item } = await items.send(new GetCommand({ TableName: names.documents, Key: document }));
    expect(Item?.summary).toMatchObject({ status: "summarized", text: summary });
    const read = async (Key: string) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: names.lake, Key }));
      return (await Body?.transformToString()) ?? "";
    };
    expect(await read("documents/d1/1.md")).toContain(summary);
    expect(JSON.parse(await read("documents/d1/1.md.metadata.json"))).toEqual({
      metadataAttributes: { owner: "sub-ann" },
    });

    // The same message again asks no model: its steps are in the table.
    const before = asked.length;
    expect(await run()).toEqual({ batchItemFailures: [] });
    expect(asked).toHaveLength(before);
  });

  test("the chat answers from the documents of the one who asks, remembers it, and sets the cost against the budget", async () => {
    const question = { accountId: "ann", owner: "sub-ann", conversationId: "c1", idempotencyKey: "k1", text: "When?" };
    const done = { type: "done", citations: [{ number: 1, source: "s3://processed/d1" }], cut: false };
    expect(await ask(question)).toEqual([{ type: "text", text: "At nine [1]." }, done]);
    const search = asked.find(({ operation }) => operation.includes("KB2"))?.body;
    expect(JSON.stringify(search)).toContain('"filter":{"equals":{"key":"owner","value":"sub-ann"}}');

    const { Items = [] } = await dynamo.send(new ScanCommand({ TableName: names.sessions }));
    const ids = Items.map(({ sessionId }) => sessionId?.S ?? "");
    expect(ids).toEqual(
      expect.arrayContaining([
        "chat-conversation#ann#c1",
        expect.stringMatching(/^chat-budget#ann#\d{4}-\d{2}-\d{2}$/),
      ]),
    );
    const budget = Items.find(({ sessionId }) => sessionId?.S?.startsWith("chat-budget#ann"));
    expect(budget?.tokens?.N).toBe("25");

    const before = asked.length;
    expect(await ask(question)).toEqual([{ type: "text", text: "At nine [1]." }, done]);
    expect(asked).toHaveLength(before);
  });

  test("a document that fails again and again becomes a dead letter, and is summarized once it is moved back", async () => {
    const of = { documentId: "d2", version: 1 };
    await items.send(new PutCommand({ TableName: names.documents, Item: { ...of, owner: "sub-ann" } }));
    const { QueueUrl: dead = "" } = await sqs.send(new CreateQueueCommand({ QueueName: "summarize-dead-letters" }));
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: dead, AttributeNames: ["QueueArn"] }),
    );
    const RedrivePolicy = JSON.stringify({ deadLetterTargetArn: Attributes?.QueueArn, maxReceiveCount: 2 });
    const { QueueUrl: tried = "" } = await sqs.send(
      new CreateQueueCommand({ QueueName: "summarize-tried", Attributes: { RedrivePolicy, VisibilityTimeout: "0" } }),
    );
    const detail = { ...of, owner: "sub-ann", title: "Late", contentType: "text/plain", bucket: names.raw };
    const MessageBody = JSON.stringify({
      "detail-type": "Document Stored",
      detail: { ...detail, key: "uploads/d2/1" },
    });
    await sqs.send(new SendMessageCommand({ QueueUrl: tried, MessageBody }));
    /** What Lambda does with a queue: messages that do not fail are gone. */
    const handled = async () => {
      const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: tried }));
      const Records = Messages.map(({ MessageId, Body }) => ({ messageId: MessageId, body: Body }));
      const { batchItemFailures } = (await summarize({ Records }, context)) as SQSBatchResponse;
      return { received: Messages.length, failed: batchItemFailures.length };
    };
    // Its content is not there yet.
    expect([await handled(), await handled()]).toEqual([
      { received: 1, failed: 1 },
      { received: 1, failed: 1 },
    ]);
    expect(await sqs.send(new ReceiveMessageCommand({ QueueUrl: tried }))).not.toHaveProperty("Messages");
    const { Messages: [letter] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: dead }));
    expect(letter?.Body).toBe(MessageBody);

    await s3.send(
      new PutObjectCommand({ Bucket: names.raw, Key: "uploads/d2/1", Body: "Late.", ContentType: "text/plain" }),
    );
    await sqs.send(new SendMessageCommand({ QueueUrl: tried, MessageBody: letter?.Body }));
    expect(await handled()).toEqual({ received: 1, failed: 0 });
    const { Item } = await items.send(new GetCommand({ TableName: names.documents, Key: of }));
    expect(Item?.summary).toMatchObject({ status: "summarized", text: summary });
  });

  test("the evaluation asks the functions themselves, and fails when their answers are not good enough", async () => {
    const payloadOf = async (operation: string, event: object): Promise<Answered> => {
      if (operation.endsWith("/invocations")) return { body: JSON.stringify(await summarize(event, context)) };
      const lines = (await ask(event)).map((reply) => `${JSON.stringify(reply)}\n`).join("");
      return streaming([
        ["PayloadChunk", Buffer.from(lines)],
        ["InvokeComplete", {}],
      ]);
    };
    const invoked = new Set<string>();
    const lambda = await localAws(({ operation, body }) => {
      invoked.add(decodeURIComponent(operation));
      return payloadOf(operation.split("?")[0] ?? "", body);
    });
    const evaluated = (atLeast: number) => ({
      chat: { functionName: "chat", atLeast },
      summarize: { functionName: "summarize", atLeast },
    });
    const evaluationWith = async (atLeast: number, instance: number) => {
      stub({
        AWS_ENDPOINT_URL_LAMBDA: lambda.variables.AWS_ENDPOINT_URL,
        EVALUATED: JSON.stringify(evaluated(atLeast)),
      });
      return await loaded(bench, "evaluation", instance);
    };
    const lenient = await evaluationWith(0.01, 1);
    const strict = await evaluationWith(1, 2);
    for (const application of ["chat", "summarize"]) {
      const report = (await lenient({ application, version: "7" }, context)) as { readonly quality: number };
      expect(report.quality).toBeGreaterThan(0);
      expect(report.quality).toBeLessThan(1);
      await expect(strict({ application, version: "7" }, context)).rejects.toThrow("The quality is too low");
    }
    expect([...invoked].sort()).toEqual([
      "/2015-03-31/functions/summarize/invocations?Qualifier=7",
      "/2021-11-15/functions/chat/response-streaming-invocations?Qualifier=7",
    ]);
    lambda.close();
  });

  test("what is switched off by its parameter answers nothing, and leaves messages in the queue", async () => {
    for (const name of ["chat", "summarize"]) await turn(name, "off");
    // Instances that run go on for 15 seconds.
    stub({ APPLICATION: JSON.stringify({ ...application, fills, switchParameter: switchOf("summarize") }) });
    const newSummarize = await loaded(bench, "summarize", 2);
    stub({ APPLICATION: JSON.stringify({ ...application, switchParameter: switchOf("chat") }) });
    const newChat = await loaded(bench, "chat", 2);
    const question = { accountId: "ann", conversationId: "c2", idempotencyKey: "k2", text: "And now?" };
    expect(await ask(question, newChat)).toEqual([{ type: "refused", reason: "switched_off" }]);
    const detail = { ...document, owner: "sub-ann", title: "Hours", contentType: "text/plain", bucket: names.raw };
    const body = JSON.stringify({ "detail-type": "Document Stored", detail: { ...detail, key: "uploads/d1/1" } });
    expect(await newSummarize({ Records: [{ messageId: "m1", body }] }, context)).toEqual({
      batchItemFailures: [{ itemIdentifier: "m1" }],
    });
  });
});
