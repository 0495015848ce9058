import { on, once } from "node:events";
import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { S3Client } from "@aws-sdk/client-s3";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, expect, test } from "vitest";
import { WebSocket } from "ws";
import { Budget } from "../../functions/chat/budget";
import { answerQuestion } from "../../functions/chat/chat";
import { Conversations } from "../../functions/chat/conversations";
import { respond } from "../../functions/chat/respond";
import { type Request, routes } from "../../functions/documents-api/routes";
import { storedDocumentIn } from "../../functions/summarize/stored-document";
import { summarize } from "../../functions/summarize/summarize";
import { recordUpload } from "../../functions/upload-worker/upload";
import { answersOf } from "../../services/gateway/connections/answers";
import { createServer, type GatewayServer } from "../../services/gateway/server";
import { subjectsOf } from "../../services/gateway/sessions/access-tokens";
import { issueToken } from "../../services/gateway/sessions/tokens";
import { FakeGateway, oneKey } from "../services/gateway/fakes";
import { freePort } from "../support/free-port";
import { startUserPool, type TestUserPool } from "../support/user-pool";
import { application } from "./applications";
import { FakeDocuments } from "./fake-documents";
import { FakeSessions } from "./fake-sessions";
import { answering, StubTransport, streaming } from "./stub-transport";

const now = () => new Date("2026-03-01T12:00:00Z");
const signal = AbortSignal.timeout(60_000);
const usage = { inputTokens: 20, outputTokens: 5, totalTokens: 25 };

/** Objects in the folder of the knowledge base, by their keys. */
const folder = new Map<string, string>();

/** Searches as Bedrock does: of the objects with this attribute, those that say something. */
const knowledge = new StubTransport(({ path, text }) => {
  if (!path.includes("KB2")) return answering({ retrievalResults: [] });
  const { retrievalConfiguration } = JSON.parse(text);
  const { key, value } = retrievalConfiguration.vectorSearchConfiguration.filter.equals;
  const found = [...folder].filter(([name]) => {
    const attributes = folder.get(`${name}.metadata.json`);
    return attributes !== undefined && JSON.parse(attributes).metadataAttributes[key] === value;
  });
  return answering({
    retrievalResults: found.map(([name, content]) => ({
      content: { text: content },
      location: { s3Location: { uri: `s3://processed/${name}` } },
      score: 0.9,
    })),
  });
});

/** A model that cites whatever it gets. */
const models = new StubTransport(({ path }) =>
  path.endsWith("/converse")
    ? answering({
        output: { message: { role: "assistant", content: [{ text: "A summary." }] } },
        stopReason: "end_turn",
        usage,
        metrics: { latencyMs: 1 },
      })
    : streaming([
        ["contentBlockDelta", { contentBlockIndex: 0, delta: { text: "See [1]." } }],
        ["messageStop", { stopReason: "end_turn" }],
        ["metadata", { usage, metrics: { latencyMs: 1 } }],
      ]),
);

/** Uploads a document as the person with this token does, and lets everything happen that follows. */
async function upload(accessToken: string, title: string): Promise<string> {
  const table = new FakeDocuments();
  // The authorizer of the API hands on the claims of the token that it has checked.
  const jwt = { claims: decodeJwt(accessToken), scopes: [] };
  const request = {
    routeKey: "POST /documents",
    isBase64Encoded: false,
    body: JSON.stringify({ title, contentType: "text/plain", sizeBytes: 12 }),
    requestContext: { authorizer: { principalId: "", integrationLatency: 0, jwt } },
  } as unknown as Request;
  const made = await routes["POST /documents"]?.(request, {
    documents: table.documents,
    uploadUrl: async () => "https://raw",
    now,
    version: "1",
  });
  const { documentId } = JSON.parse(made?.body ?? "").document;

  const messages: string[] = [];
  await recordUpload(
    { bucket: "raw", key: `uploads/${documentId}/1`, versionId: "v1", time: now().toISOString() },
    {
      documents: table.documents,
      objects: new S3Client(new StubTransport(() => ({ headers: { "content-type": "text/plain" }, body: "" })).options),
      announce: async (type, detail) => void messages.push(JSON.stringify({ "detail-type": type, detail })),
    },
  );

  const content = new StubTransport(({ host, path, text }) => {
    if (host.startsWith("raw.")) return { headers: { "content-length": "12" }, body: "A long text." };
    folder.set(path.slice(1), text);
    return { body: "" };
  });
  await summarize(
    storedDocumentIn(messages[0] ?? ""),
    {
      application,
      models: new BedrockRuntimeClient(models.options),
      objects: new S3Client(content.options),
      documents: table.documents,
      folder: { bucket: "processed", prefix: "documents/" },
      power: { isOn: async () => true },
      once: (_, { name: _name, ...told }, ask) => ask(told),
      count: () => {},
      now,
    },
    signal,
  );
  return documentId;
}

/** The function `chat`, as Lambda invokes it. */
const chat = new StubTransport(async ({ body }) => {
  const table = new FakeSessions();
  const lines: string[] = [];
  await respond(body, {
    say: (reply) => lines.push(`${JSON.stringify(reply)}\n`),
    once: (question, say) =>
      answerQuestion(
        question,
        {
          application,
          models: new BedrockRuntimeClient(models.options),
          knowledge: new BedrockAgentRuntimeClient(knowledge.options),
          conversations: new Conversations(table.client, "sessions", now),
          budget: new Budget(table.client, "sessions", application.perUserDay, now),
          power: { isOn: async () => true },
          count: () => {},
          now,
        },
        { say, signal },
      ),
    report: (error) => expect.fail(String(error)),
  });
  return streaming([
    ["PayloadChunk", Buffer.from(lines.join(""))],
    ["InvokeComplete", {}],
  ]);
});

let pool: TestUserPool;
let server: GatewayServer;
let socket: WebSocket;
beforeAll(async () => {
  pool = await startUserPool();
  const gateway = new FakeGateway();
  server = createServer({
    ...gateway.services,
    ask: answersOf(new LambdaClient(chat.options), "arn:aws:lambda:us-east-1:111122223333:function:chat:live"),
    ownerOf: subjectsOf(pool),
  });
  const port = await freePort();
  await server.listen(port);
  const cookie = `__Host-session=${await issueToken(oneKey, await gateway.sessions.open("account-1"))}`;
  socket = new WebSocket(`ws://127.0.0.1:${port}/live`, { headers: { cookie } });
  await once(socket, "message");
});
afterAll(async () => {
  socket?.close();
  await server?.drain(1);
  pool?.close();
});

/** The sources that an answer of the gateway cites. */
async function cited(id: string, accessToken: string | undefined): Promise<string[]> {
  const messages = on(socket, "message");
  socket.send(JSON.stringify({ type: "ask", id, conversationId: id, text: "What is in it?", token: accessToken }));
  for await (const [data] of messages) {
    const { reply } = JSON.parse(String(data));
    if (reply?.type === "text") continue;
    return reply?.citations?.map(({ source }: { readonly source: string }) => source) ?? expect.fail(String(data));
  }
  return expect.fail("there was no answer");
}

test("the user who uploads a document finds its summary in the chat of the gateway, and no other user does", async () => {
  const [ann, bob] = await Promise.all([pool.tokenOf("sub-ann"), pool.tokenOf("sub-bob")]);
  const documentId = await upload(ann, "Report");
  expect(await cited("q1", ann)).toEqual([`s3://processed/documents/${documentId}/1.md`]);
  expect(await cited("q2", bob)).toEqual([]);
  expect(await cited("q3", undefined)).toEqual([]);
  const ownersAsked = knowledge.sent.flatMap(({ text }) => /"owner","value":"([\w-]+)"/.exec(text)?.[1] ?? []);
  expect(ownersAsked).toEqual(["sub-ann", "sub-bob"]);
});
