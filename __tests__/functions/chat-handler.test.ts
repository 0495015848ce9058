import { Writable } from "node:stream";
import { marshall, unmarshall } from "@aws-sdk/util-dynamodb";
import type { Context } from "aws-lambda";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { handler } from "../../functions/chat/index";
import { application } from "./applications";
import { type Call, localAws } from "./local-aws";
import { type Answered, answering, failing, streaming } from "./stub-transport";

const secret = "my-secret-question";
const question = { accountId: "ann", conversationId: "c1", idempotencyKey: "k1", text: secret };
const answer = "my-secret-answer [1]";

const items = new Map<string, Record<string, unknown>>();
let models: () => Answered;
let asked = 0;
let lines: string[];

/** The services that the chat calls. DynamoDB keeps items by their key, and refuses a put of one that is there. */
function aws({ operation, body }: Call): Answered {
  const key = () => String(unmarshall(body.Key as never).sessionId);
  if (operation === "GetParameter") return answering({ Parameter: { Value: "on" } });
  if (operation === "GetItem") {
    const item = items.get(key());
    return answering(item ? { Item: marshall(item) } : {});
  }
  if (operation === "PutItem") {
    const item = unmarshall(body.Item as never);
    if (items.has(item.sessionId)) return failing(400, "ConditionalCheckFailedException");
    items.set(item.sessionId, item);
    return answering({});
  }
  if (operation === "UpdateItem") {
    const names = (body.ExpressionAttributeNames ?? {}) as Record<string, string>;
    const values = unmarshall((body.ExpressionAttributeValues ?? {}) as never);
    const changed = Object.entries(names).map(([name, attribute]) => [attribute, values[name.replace("#", ":")]]);
    items.set(key(), { sessionId: key(), ...items.get(key()), ...Object.fromEntries(changed) });
    return answering({});
  }
  if (operation === "DeleteItem") {
    items.delete(key());
    return answering({});
  }
  if (operation.includes("/retrieve")) return answering({ retrievalResults: [] });
  asked++;
  return models();
}

const streamed = () =>
  streaming([
    ["contentBlockDelta", { contentBlockIndex: 0, delta: { text: answer } }],
    ["messageStop", { stopReason: "end_turn" }],
    ["metadata", { usage: { inputTokens: 9, outputTokens: 9, totalTokens: 18 }, metrics: { latencyMs: 1 } }],
  ]);

describe("the function", () => {
  let server: Awaited<ReturnType<typeof localAws>>;
  let run: typeof handler;

  beforeAll(async () => {
    server = await localAws(aws);
    const variables = {
      ...server.variables,
      AWS_LAMBDA_FUNCTION_NAME: "strata-dev-chat",
      TABLES_SESSIONS_NAME: "sessions",
      APPLICATION: JSON.stringify(application),
      POWERTOOLS_SERVICE_NAME: "chat",
      POWERTOOLS_METRICS_NAMESPACE: "strata/dev",
      POWERTOOLS_LOG_LEVEL: "DEBUG",
    };
    for (const [name, value] of Object.entries(variables)) vi.stubEnv(name, value);
    // Lambda puts it there.
    vi.stubGlobal("awslambda", { streamifyResponse: (wrapped: unknown) => wrapped });
    lines = [];
    for (const method of ["log", "info", "warn", "error", "debug"] as const) {
      vi.spyOn(console, method).mockImplementation((...texts) => void lines.push(texts.join(" ")));
    }
    for (const stream of [process.stdout, process.stderr]) {
      vi.spyOn(stream, "write").mockImplementation((text) => lines.push(String(text)) > 0);
    }
    ({ handler: run } = await import("../../functions/chat/index"));
  });

  afterAll(() => {
    server.close();
    vi.unstubAllEnvs();
    vi.unstubAllGlobals();
    vi.restoreAllMocks();
  });

  beforeEach(() => {
    items.clear();
    lines = [];
    asked = 0;
    models = streamed;
  });

  async function ask(event: unknown): Promise<unknown[]> {
    let text = "";
    const stream = new Writable({
      write: (chunk, _, done) => {
        text += chunk;
        done();
      },
    });
    const context = { getRemainingTimeInMillis: () => 60_000, awsRequestId: "r1" } as Context;
    await run(event, stream as never, context);
    expect(stream.writableEnded).toBe(true);
    return text
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
  }

  const complete = [
    { type: "text", text: answer },
    { type: "done", citations: [], cut: false },
  ];

  test("answers in lines, and the same question again without asking a model again", async () => {
    expect(await ask(question)).toEqual(complete);
    expect(await ask(question)).toEqual(complete);
    expect(asked).toBe(1);
    // Another account may choose the same key.
    await ask({ ...question, accountId: "bob" });
    expect(asked).toBe(2);
  });

  test("answers a question anew that failed", async () => {
    models = () => failing(400, "ValidationException", `wrong text: ${secret}`);
    expect(await ask(question)).toEqual([{ type: "refused", reason: "try_again" }]);
    models = streamed;
    expect(await ask(question)).toEqual(complete);
  });

  test("refuses what is no question", async () => {
    for (const event of [undefined, {}, { ...question, text: "" }, { ...question, accountId: "a#b" }]) {
      expect(await ask(event)).toEqual([{ type: "refused", reason: "invalid" }]);
    }
  });

  test("logs counts and errors, and nothing of what was asked or answered", async () => {
    await ask(question);
    models = () => failing(400, "ValidationException", `wrong text: ${secret} ${answer}`);
    await ask({ ...question, idempotencyKey: "k2" });
    const logged = lines.join("\n");
    expect(logged).toContain("ValidationException");
    expect(logged).toContain('"Answers"');
    expect(logged).not.toMatch(/my-secret/);
  });
});
