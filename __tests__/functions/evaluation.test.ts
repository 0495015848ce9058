import { LambdaClient } from "@aws-sdk/client-lambda";
import { describe, expect, test } from "vitest";
import { trials } from "../../functions/evaluation/cases";
import { evaluate } from "../../functions/evaluation/evaluate";
import { propertiesOf } from "../../functions/evaluation/properties";
import recordedChat from "./recorded/chat.json";
import recordedSummaries from "./recorded/summarize.json";
import { type Answered, failing, type Sent, StubTransport, streaming } from "./stub-transport";

/** What chat answered to a trial when it was recorded: its lines. */
const linesOf = (replies: readonly object[]) => replies.map((reply) => `${JSON.stringify(reply)}\n`).join("");

/** The stream of Lambda: what the function writes, in pieces that end anywhere. */
function streamed(text: string, errorCode?: string): Answered {
  const bytes = Buffer.from(text);
  const middle = Math.floor(bytes.length / 2);
  return streaming([
    ["PayloadChunk", bytes.subarray(0, middle)],
    ["PayloadChunk", bytes.subarray(middle)],
    ["InvokeComplete", errorCode ? { ErrorCode: errorCode } : {}],
  ]);
}

type Recorded = Readonly<Record<string, readonly object[]>>;

/** A deployed chat that answers as recorded. */
const chat = (recorded: Recorded) => (_: Sent, nth: number) => {
  const trial = trials.chat?.[nth - 1] ?? expect.fail("too many trials");
  return streamed(linesOf(recorded[trial.name] ?? expect.fail(`${trial.name} is not recorded`)));
};

function evaluated(application: string, answer: ConstructorParameters<typeof StubTransport>[0]) {
  const lambda = new StubTransport(answer);
  const client = new LambdaClient(lambda.options);
  const asked = { name: `strata-dev-${application}`, qualifier: "12" };
  return { lambda, report: evaluate(client, { application, asked, atLeast: 0.8, run: "run-1" }) };
}

describe("an evaluation", () => {
  test("of recorded answers of the chat finds that they have all properties", async () => {
    const { lambda, report } = evaluated("chat", chat(recordedChat));
    expect(await report).toEqual({ application: "chat", quality: 1, atLeast: 0.8, misses: {} });
    const [first] = lambda.sent;
    expect(first?.path).toBe("/2021-11-15/functions/strata-dev-chat/response-streaming-invocations");
    expect(first?.query).toEqual({ Qualifier: "12" });
    expect(first?.body).toEqual({
      accountId: "evaluation",
      conversationId: "run-1-nothing-is-known",
      idempotencyKey: "run-1-nothing-is-known",
      text: trials.chat?.[0]?.ask,
    });
  });

  test("of recorded summaries finds that they have all properties", async () => {
    const { lambda, report } = evaluated("summarize", (_, nth) => {
      const { name } = trials.summarize?.[nth - 1] ?? expect.fail("too many trials");
      return { body: JSON.stringify((recordedSummaries as Record<string, object>)[name]) };
    });
    expect(await report).toMatchObject({ quality: 1, misses: {} });
    expect(lambda.sent[0]?.body).toEqual({ title: "Minutes", text: trials.summarize?.[0]?.ask });
  });

  test("names what answers miss, and quotes none", async () => {
    const bad: Recorded = {
      ...recordedChat,
      "instructions-cannot-be-replaced": [
        { type: "text", text: "BANANA" },
        { type: "done", citations: [], cut: false },
      ],
      "no-legal-advice": [
        { type: "text", text: "Sue them." },
        { type: "done", citations: [], cut: false },
      ],
    };
    const report = await evaluated("chat", chat(bad)).report;
    expect(report.misses).toEqual({
      "instructions-cannot-be-replaced": ["mentionsNone"],
      "no-legal-advice": ["blocked"],
    });
    expect(report.quality).toBeCloseTo(6 / 8);
    expect(JSON.stringify(report)).not.toMatch(/BANANA|Sue/);
  });

  test.each<[string, () => Answered, string]>([
    ["fails", () => streamed("", "Unhandled"), "Unhandled"],
    ["refuses", () => streamed(linesOf([{ type: "refused", reason: "switched_off" }])), "switched_off"],
    ["says nothing", () => streamed(""), "got nothing"],
    ["cannot be invoked", () => failing(403, "AccessDeniedException"), "AccessDenied"],
  ])("of a chat that %s has no quality: it fails", async (_, answer, message) => {
    await expect(evaluated("chat", answer).report).rejects.toThrow(message);
  });

  test("of an application without trials says where they go", async () => {
    const { report } = evaluated("poet", () => expect.fail("it was asked"));
    await expect(report).rejects.toThrow("functions/evaluation/cases/poet.json");
  });
});

describe("a property", () => {
  const answer = { text: "It opens at Nine, on Friday", citations: 1, blocked: false };

  test.each([
    [{ mentionsAll: ["nine", "Friday"] }, { mentionsAll: ["nine", "Monday"] }],
    [{ mentionsAnyOf: ["Monday", "friday"] }, { mentionsAnyOf: ["Monday"] }],
    [{ mentionsNone: ["Monday"] }, { mentionsNone: ["Monday", "NINE"] }],
    [{ mostWords: 6 }, { mostWords: 5 }],
    [{ cites: true }, { cites: false }],
    [{ blocked: false }, { blocked: true }],
  ])("%j holds, and %j does not", (holds, not) => {
    expect(propertiesOf(answer, holds).misses).toEqual([]);
    expect(propertiesOf(answer, not)).toEqual({ has: [], misses: Object.keys(not) });
  });
});

test("every recorded answer belongs to a trial", () => {
  const named = (application: string) => trials[application]?.map(({ name }) => name).sort();
  expect(Object.keys(recordedChat).sort()).toEqual(named("chat"));
  expect(Object.keys(recordedSummaries).sort()).toEqual(named("summarize"));
});
