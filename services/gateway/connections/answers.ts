import { InvokeWithResponseStreamCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import { z } from "zod";
import { fromJson } from "../json";
import { inSpan } from "../tracing";

/** What the function `chat` says of a question: texts, and then one of the others. */
const reply = z.discriminatedUnion("type", [
  z.object({ type: z.literal("text"), text: z.string() }),
  z.object({
    type: z.literal("done"),
    citations: z.array(z.object({ number: z.number(), source: z.string() })),
    cut: z.boolean(),
  }),
  /** A guardrail stepped in: the last text is what it says in place of an answer. */
  z.object({ type: z.literal("blocked") }),
  z.object({ type: z.literal("refused"), reason: z.string() }),
]);

export type Reply = z.infer<typeof reply>;

/** A question of an account. */
export interface Question {
  readonly accountId: string;
  /** User whose documents may answer, in addition to those for everybody. None when absent. */
  readonly owner?: string;
  readonly conversationId: string;
  /** Stays the same when a client retries. */
  readonly idempotencyKey: string;
  readonly text: string;
}

/** Asks, and gives what is answered as it comes. It ends when the signal says so. */
export type Ask = (question: Question, signal: AbortSignal) => AsyncIterable<Reply>;

/** The answers of a function. @param functionArn with the alias that is live */
export function answersOf(client: Pick<LambdaClient, "send">, functionArn: string): Ask {
  return async function* ask(question, abortSignal) {
    const invocation = new InvokeWithResponseStreamCommand({
      FunctionName: functionArn,
      Payload: Buffer.from(JSON.stringify(question)),
    });
    const { EventStream = [] } = await inSpan("Invoke chat", { "rpc.system": "aws-api" }, () =>
      client.send(invocation, { abortSignal }),
    );
    const decoder = new TextDecoder();
    let rest = "";
    for await (const { PayloadChunk, InvokeComplete } of EventStream) {
      if (InvokeComplete?.ErrorCode) throw new Error(`The function chat failed: ${InvokeComplete.ErrorCode}`);
      // A piece may end within a line, or within a character.
      const lines = (rest + decoder.decode(PayloadChunk?.Payload, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) yield reply.parse(fromJson(line));
    }
  };
}
