import { InvokeCommand, InvokeWithResponseStreamCommand, type LambdaClient } from "@aws-sdk/client-lambda";
import type { Trial } from "./cases";
import type { Answer } from "./properties";

/** A function, and its version or alias. */
export interface Asked {
  readonly name: string;
  readonly qualifier: string;
}

type Client = Pick<LambdaClient, "send">;

/** Asks an application. @param run unique for a run, so that no answer of an earlier one comes back */
export type Ask = (client: Client, asked: Asked, trial: Trial, run: string) => Promise<Answer>;

/** How each application is asked. */
export const ask: Readonly<Record<string, Ask>> = {
  chat: async (client, { name, qualifier }, trial, run) => {
    const id = `${run}-${trial.name}`.slice(0, 64);
    const question = { accountId: "evaluation", conversationId: id, idempotencyKey: id, text: trial.ask };
    const { EventStream = [] } = await client.send(
      new InvokeWithResponseStreamCommand({
        FunctionName: name,
        Qualifier: qualifier,
        Payload: Buffer.from(JSON.stringify(question)),
      }),
    );
    const chunks: Uint8Array[] = [];
    for await (const { PayloadChunk, InvokeComplete } of EventStream) {
      if (InvokeComplete?.ErrorCode) throw new Error(`${name} failed: ${InvokeComplete.ErrorCode}`);
      if (PayloadChunk?.Payload) chunks.push(PayloadChunk.Payload);
    }
    return chatAnswerIn(Buffer.concat(chunks).toString());
  },

  summarize: async (client, { name, qualifier }, { title, ask: text }) => {
    const { Payload, FunctionError } = await client.send(
      new InvokeCommand({
        FunctionName: name,
        Qualifier: qualifier,
        Payload: Buffer.from(JSON.stringify({ title, text })),
      }),
    );
    if (FunctionError) throw new Error(`${name} failed: ${FunctionError}`);
    const outcome = JSON.parse(Buffer.from(Payload ?? []).toString()) as { status: string; text?: string };
    return { text: outcome.text ?? "", citations: 0, blocked: outcome.status === "blocked" };
  },
};

interface Reply {
  readonly type: string;
  readonly text?: string;
  readonly citations?: readonly unknown[];
  readonly reason?: string;
}

/** The answer in lines of JSON. @throws Error when there is none */
function chatAnswerIn(lines: string): Answer {
  const replies = lines
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Reply);
  const last = replies.at(-1);
  if (last?.type !== "done" && last?.type !== "blocked") {
    throw new Error(`expected an answer, got ${last?.reason ?? "nothing"}`);
  }
  return {
    text: replies.map(({ text }) => text ?? "").join(""),
    citations: last.citations?.length ?? 0,
    blocked: last.type === "blocked",
  };
}
