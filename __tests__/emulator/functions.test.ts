import { CreateTableCommand, DynamoDBClient, ScanCommand } from "@aws-sdk/client-dynamodb";
import {
  CreateEventBusCommand,
  EventBridgeClient,
  PutRuleCommand,
  PutTargetsCommand,
} from "@aws-sdk/client-eventbridge";
import { CreateBucketCommand, PutBucketNotificationConfigurationCommand, S3Client } from "@aws-sdk/client-s3";
import {
  CreateQueueCommand,
  GetQueueAttributesCommand,
  type Message,
  ReceiveMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import type { SQSBatchResponse, SQSEvent } from "aws-lambda";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { describeOnEmulator } from "./harness";
import { contextOf, type Handler, loaded } from "./loaded-function";

const names = {
  documents: "documents",
  idempotency: "idempotency",
  bucket: "raw",
  bus: "main",
  source: "upload-worker",
};

describeOnEmulator("the functions on the emulator", (bench) => {
  let sqs: SQSClient;
  let dynamo: DynamoDBClient;
  const queues = { uploads: "", announcements: "" };
  let documentsApi: Handler;
  let uploadWorker: Handler;

  beforeAll(async () => {
    for (const [name, value] of Object.entries({
      AWS_ENDPOINT_URL: bench.endpoint(),
      AWS_REGION: "us-east-1",
      AWS_ACCESS_KEY_ID: "testing",
      AWS_SECRET_ACCESS_KEY: "testing",
      TABLES_DOCUMENTS_NAME: names.documents,
      TABLES_IDEMPOTENCY_NAME: names.idempotency,
      ZONES_RAW_BUCKET: names.bucket,
      BUS_MAIN_NAME: names.bus,
      BUS_MAIN_SOURCE: names.source,
      POWERTOOLS_LOG_LEVEL: "SILENT",
      POWERTOOLS_METRICS_DISABLED: "true",
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true",
    })) {
      vi.stubEnv(name, value);
    }
    sqs = new SQSClient();
    dynamo = new DynamoDBClient();
    await makeWhatTheyUse();
    documentsApi = await loaded(bench, "documents-api");
    uploadWorker = await loaded(bench, "upload-worker");
  });
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  /** What the layers build, as far as these functions see it: see base.yaml. */
  async function makeWhatTheyUse(): Promise<void> {
    const [S, N] = ["S", "N"] as const;
    await dynamo.send(
      new CreateTableCommand({
        TableName: names.documents,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [
          { AttributeName: "documentId", AttributeType: S },
          { AttributeName: "version", AttributeType: N },
          { AttributeName: "owner", AttributeType: S },
        ],
        KeySchema: [
          { AttributeName: "documentId", KeyType: "HASH" },
          { AttributeName: "version", KeyType: "RANGE" },
        ],
        GlobalSecondaryIndexes: [
          {
            IndexName: "by-owner",
            KeySchema: [
              { AttributeName: "owner", KeyType: "HASH" },
              { AttributeName: "documentId", KeyType: "RANGE" },
            ],
            Projection: { ProjectionType: "KEYS_ONLY" },
          },
        ],
      }),
    );
    await dynamo.send(
      new CreateTableCommand({
        TableName: names.idempotency,
        BillingMode: "PAY_PER_REQUEST",
        AttributeDefinitions: [{ AttributeName: "id", AttributeType: S }],
        KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      }),
    );
    const events = new EventBridgeClient();
    await events.send(new CreateEventBusCommand({ Name: names.bus }));
    queues.uploads = await queueOf(events, "uploads", undefined, {
      source: ["aws.s3"],
      "detail-type": ["Object Created"],
      detail: { object: { key: [{ prefix: "uploads/" }] } },
    });
    queues.announcements = await queueOf(events, "announcements", names.bus, { source: [names.source] });
    const s3 = new S3Client();
    await s3.send(new CreateBucketCommand({ Bucket: names.bucket }));
    const NotificationConfiguration = { EventBridgeConfiguration: {} };
    await s3.send(new PutBucketNotificationConfigurationCommand({ Bucket: names.bucket, NotificationConfiguration }));
  }

  /** A queue that gets the events of a pattern. */
  async function queueOf(
    events: EventBridgeClient,
    name: string,
    EventBusName: string | undefined,
    pattern: object,
  ): Promise<string> {
    const { QueueUrl = "" } = await sqs.send(new CreateQueueCommand({ QueueName: name }));
    const asked = new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] });
    const { Attributes } = await sqs.send(asked);
    const Targets = [{ Id: "queue", Arn: Attributes?.QueueArn }];
    await events.send(new PutRuleCommand({ Name: name, EventBusName, EventPattern: JSON.stringify(pattern) }));
    await events.send(new PutTargetsCommand({ Rule: name, EventBusName, Targets }));
    return QueueUrl;
  }

  /** The messages of a queue, which stay hidden from now on. */
  async function messagesOf(QueueUrl: string): Promise<Message[]> {
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    return Messages;
  }

  const handled = (...bodies: string[]) => {
    const Records = bodies.map((body, index) => ({ messageId: `m${index}`, body }));
    return uploadWorker({ Records } as unknown as SQSEvent, contextOf("upload-worker")) as Promise<SQSBatchResponse>;
  };

  async function ask(routeKey: string, body?: object, pathParameters?: object) {
    const requestContext = { authorizer: { jwt: { claims: { sub: "ann" } } } };
    const event = { routeKey, pathParameters, requestContext, body: body && JSON.stringify(body) };
    const answer = (await documentsApi(event, contextOf("documents-api"))) as { statusCode: number; body: string };
    return { status: answer.statusCode, ...JSON.parse(answer.body) };
  }

  let documentId = "";
  let uploaded = "";

  test("a document is made, and its content goes to the lake by the URL that comes with it", async () => {
    const content = "the content";
    const fields = { title: "Notes", contentType: "text/plain", sizeBytes: content.length };
    const { status, document, upload } = await ask("POST /documents", fields);
    expect(status).toBe(201);
    documentId = document.documentId;
    const put = await fetch(upload.url, { method: upload.method, headers: upload.headers, body: content });
    expect(put.status).toBe(200);
    const signed = new URL(upload.url).searchParams.get("X-Amz-SignedHeaders");
    expect(signed?.split(";")).toEqual(["content-length", "content-type", "host"]);
  });

  test("the upload reaches the queue, and the worker records and announces it", async () => {
    const [message, ...others] = await messagesOf(queues.uploads);
    expect(others).toEqual([]);
    uploaded = message?.Body ?? "";
    expect(await handled(uploaded)).toEqual({ batchItemFailures: [] });
    const { document } = await ask("GET /documents/{documentId}", undefined, { documentId });
    expect(document).toMatchObject({ status: "stored", sizeBytes: 11, contentType: "text/plain" });
    const [announcement] = await messagesOf(queues.announcements);
    expect(JSON.parse(announcement?.Body ?? "{}")).toMatchObject({
      source: names.source,
      "detail-type": "Document Stored",
      detail: { documentId, version: 1, owner: "ann", key: `uploads/${documentId}/1` },
    });
  });

  test("the same message again does nothing", async () => {
    expect(await handled(uploaded)).toEqual({ batchItemFailures: [] });
    expect(await messagesOf(queues.announcements)).toEqual([]);
    const { Items } = await dynamo.send(new ScanCommand({ TableName: names.idempotency }));
    expect(Items).toEqual([expect.objectContaining({ status: { S: "COMPLETED" } })]);
  });

  test("of a batch, only the message that fails comes back, and it may succeed later", async () => {
    const { document, upload } = await ask("POST /documents", { title: "B", contentType: "text/plain", sizeBytes: 1 });
    await fetch(upload.url, { method: upload.method, headers: upload.headers, body: "b" });
    const [good] = await messagesOf(queues.uploads);
    const body = good?.Body ?? "";
    const unknown = body.replaceAll(document.documentId, "00000000-0000-4000-8000-000000000000");
    const { batchItemFailures } = await handled(unknown, body, "no event");
    expect(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier).sort()).toEqual(["m0", "m2"]);
    // A failure is not remembered: the next try is a new one.
    expect(await handled(unknown)).toEqual({ batchItemFailures: [{ itemIdentifier: "m0" }] });
    expect(await messagesOf(queues.announcements)).toHaveLength(1);
  });

  test("the API lists both documents", async () => {
    const { documents } = await ask("GET /documents");
    expect(documents).toHaveLength(2);
    expect(documents.every((one: { status: string }) => one.status === "stored")).toBe(true);
  });
});
