import { LambdaClient } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import type { Reply as Said } from "../../../functions/chat/replies";
import { answersOf, type Reply } from "../../../services/gateway/connections/answers";
import { type Answered, failing, StubTransport, streaming } from "../../functions/stub-transport";

const question = { accountId: "ann", conversationId: "c1", idempotencyKey: "k1", text: "Wann öffnet es?" };
const arn = "arn:aws:lambda:us-east-1:111122223333:function:strata-dev-chat:live";

/** One of every reply that the function has. */
const replies: readonly Said[] = [
  { type: "text", text: "Um neun – [1]" },
  { type: "done", citations: [{ number: 1, source: "s3://lake/a.md" }], cut: false },
  { type: "blocked" },
  { type: "refused", reason: "budget_used_up" },
];

/** What the function writes, in pieces of so many bytes. */
function written(said: readonly object[], size: number, complete: object = {}): Answered {
  const bytes = Buffer.from(said.map((one) => `${JSON.stringify(one)}\n`).join(""));
  const pieces = Array.from({ length: Math.ceil(bytes.length / size) }, (_, n) =>
    bytes.subarray(n * size, (n + 1) * size),
  );
  return streaming([...pieces.map((piece) => ["PayloadChunk", piece] as const), ["InvokeComplete", complete]]);
}

async function answersTo(answered: Answered): Promise<{ lambda: StubTransport; got: Reply[] }> {
  const lambda = new StubTransport(() => answered);
  const got: Reply[] = [];
  const ask = answersOf(new LambdaClient(lambda.options), arn);
  for await (const reply of ask(question, AbortSignal.timeout(60_000))) got.push(reply);
  return { lambda, got };
}

describe("answers of the function", () => {
  test.each([1, 7, 10_000])("come whole in pieces of %i bytes", async (size) => {
    expect((await answersTo(written(replies, size))).got).toEqual(replies);
  });

  test("are asked for by the alias that is live, with the question", async () => {
    const { lambda } = await answersTo(written(replies, 100));
    expect(decodeURIComponent(lambda.sent[0]?.path ?? "")).toBe(
      `/2021-11-15/functions/${arn}/response-streaming-invocations`,
    );
    expect(lambda.sent[0]?.body).toEqual(question);
  });

  test.each<[string, Answered, string]>([
    ["fails", written([], 1, { ErrorCode: "Unhandled" }), "The function chat failed: Unhandled"],
    ["may not be invoked", failing(403, "AccessDeniedException"), "AccessDenied"],
    ["has a message of an unknown type", written([{ type: "song" }], 100), "invalid_union"],
  ])("that %s are an error", async (_, answered, message) => {
    await expect(answersTo(answered)).rejects.toThrow(message);
  });
});
