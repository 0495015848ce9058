import { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { describe, expect, test } from "vitest";
import { Budget } from "../../functions/chat/budget";
import { answerQuestion, type Services } from "../../functions/chat/chat";
import { Conversations } from "../../functions/chat/conversations";
import type { Question } from "../../functions/chat/question";
import type { Reply } from "../../functions/chat/replies";
import { attempts } from "../../functions/shared/bedrock";
import { counterOf } from "../../functions/shared/counts";
import { application, claude, nova } from "./applications";
import { FakeSessions } from "./fake-sessions";
import { type Answered, answering, failing, type StreamEvent, StubTransport, streaming } from "./stub-transport";

const question: Question = {
  accountId: "ann",
  owner: "sub-ann",
  conversationId: "c1",
  idempotencyKey: "k1",
  text: "When is it open?",
};
const now = () => new Date("2026-03-01T12:00:00Z");

/** How a model streams an answer. */
function answerOf(texts: readonly string[], stopReason = "end_turn", trace?: object): Answered {
  return streaming([
    ["messageStart", { role: "assistant" }],
    ...texts.map((text): StreamEvent => ["contentBlockDelta", { contentBlockIndex: 0, delta: { text } }]),
    ["contentBlockStop", { contentBlockIndex: 0 }],
    ["messageStop", { stopReason }],
    ["metadata", { usage: { inputTokens: 200, outputTokens: 40, totalTokens: 240 }, metrics: { latencyMs: 9 }, trace }],
  ]);
}

const passage = (text: string, uri: string, score: number) => ({
  content: { text },
  location: { type: "S3", s3Location: { uri } },
  score,
});

/** What is found: in the handbook, and in documents of the one who asks. */
const found = {
  KB1: [passage("Open from nine.", "s3://lake/handbook/a.md", 0.9)],
  KB2: [passage("Closed on Sunday.", "s3://lake/documents/b.md", 0.8)],
};

const retrieve = ({ path }: { readonly path: string }) =>
  answering({ retrievalResults: path.includes("KB1") ? found.KB1 : found.KB2 });

/** The chat with everything around it made up, below the official clients. */
class Chat {
  readonly table = new FakeSessions();
  readonly said: Reply[] = [];
  readonly counted: Record<string, number> = {};
  readonly bedrock: StubTransport;
  readonly knowledge = new StubTransport(retrieve);
  on = true;
  readonly services: Services;

  constructor(answer: ConstructorParameters<typeof StubTransport>[0], settings: Partial<typeof application> = {}) {
    this.bedrock = new StubTransport(answer);
    const described = { ...application, ...settings };
    const metrics = {
      addMetric: (name: string, _: unknown, value: number) => {
        this.counted[name] = value;
      },
    };
    this.services = {
      application: described,
      models: new BedrockRuntimeClient(this.bedrock.options),
      knowledge: new BedrockAgentRuntimeClient(this.knowledge.options),
      conversations: new Conversations(this.table.client, "sessions", now),
      budget: new Budget(this.table.client, "sessions", described.perUserDay, now),
      power: { isOn: async () => this.on },
      count: counterOf(metrics, described),
      now,
    };
  }

  ask(asked: Question = question) {
    const signal = AbortSignal.timeout(60_000);
    return answerQuestion(asked, this.services, { say: (reply) => this.said.push(reply), signal });
  }

  /** What an account has spent today. */
  spent(accountId = "ann") {
    const [item] = [...this.table.items].filter(([key]) => key.startsWith(`chat-budget#${accountId}#`));
    return item?.[1];
  }

  get askedModels() {
    return this.bedrock.sent.map(({ path }) => path.split("/")[2]);
  }
}

describe("an answer", () => {
  test("comes as it is written, and cites the passages that it is from", async () => {
    const chat = new Chat(() => answerOf(["From nine ", "[1], not on Sunday [2] [9]."]));
    const { text, last } = await chat.ask();
    expect(chat.said).toEqual([
      { type: "text", text: "From nine " },
      { type: "text", text: "[1], not on Sunday [2] [9]." },
    ]);
    expect(text).toBe("From nine [1], not on Sunday [2] [9].");
    const citations = [
      { number: 1, source: "s3://lake/handbook/a.md" },
      { number: 2, source: "s3://lake/documents/b.md" },
    ];
    expect(last).toEqual({ type: "done", citations, cut: false });
  });

  test("is asked for with the pinned guardrail, which sees question and passages before anybody sees the answer", async () => {
    const chat = new Chat(() => answerOf(["From nine [1]."]));
    await chat.ask();
    expect(chat.bedrock.sent).toHaveLength(1);
    const { path, body } = chat.bedrock.sent[0] ?? expect.fail("nothing was sent");
    expect(path).toBe("/model/claude/converse-stream");
    expect(body).toMatchObject({
      guardrailConfig: { guardrailIdentifier: "gr1", guardrailVersion: "3", streamProcessingMode: "sync" },
      inferenceConfig: { maxTokens: 500 },
      system: [{ text: expect.stringContaining("Today is 2026-03-01.") }],
      messages: [
        {
          role: "user",
          content: [
            { guardContent: { text: { text: "[1] Open from nine.", qualifiers: ["grounding_source"] } } },
            { guardContent: { text: { text: "[2] Closed on Sunday.", qualifiers: ["grounding_source"] } } },
            { guardContent: { text: { text: question.text, qualifiers: ["query", "guard_content"] } } },
          ],
        },
      ],
    });
  });

  test("is from passages for everybody, and from the documents of the one who asks, and no others", async () => {
    const chat = new Chat(() => answerOf(["From nine [1]."]));
    await chat.ask();
    const searches = Object.fromEntries(chat.knowledge.sent.map(({ path, body }) => [path, body]));
    const searched = (vectorSearchConfiguration: object) => ({
      retrievalQuery: { text: question.text },
      retrievalConfiguration: { vectorSearchConfiguration },
    });
    expect(searches).toEqual({
      "/knowledgebases/KB1/retrieve": searched({ numberOfResults: 5 }),
      "/knowledgebases/KB2/retrieve": searched({
        numberOfResults: 5,
        filter: { equals: { key: "owner", value: "sub-ann" } },
      }),
    });
  });

  test("of an account that is no owner is from passages for everybody alone", async () => {
    const chat = new Chat(() => answerOf(["From nine [1]."]));
    await chat.ask({ ...question, owner: undefined });
    expect(chat.knowledge.sent.map(({ path }) => path)).toEqual(["/knowledgebases/KB1/retrieve"]);
  });

  test("needs no knowledge base", async () => {
    const chat = new Chat(() => answerOf(["I do not know."]), { knowledgeBases: [] });
    expect((await chat.ask()).last).toEqual({ type: "done", citations: [], cut: false });
    expect(chat.knowledge.sent).toEqual([]);
  });

  test("that becomes too long says so", async () => {
    const chat = new Chat(() => answerOf(["From nine"], "max_tokens"));
    expect((await chat.ask()).last).toMatchObject({ type: "done", cut: true });
  });
});

describe("a conversation", () => {
  test("goes on where it was, and is its account's own", async () => {
    const chat = new Chat(() => answerOf(["From nine [1]."]));
    await chat.ask();
    await chat.ask({ ...question, idempotencyKey: "k2", text: "And on Sunday?" });
    const said = (nth: number) => {
      const { messages } = (chat.bedrock.sent[nth] ?? expect.fail("nothing was sent")).body as { messages: unknown[] };
      return messages.slice(0, -1);
    };
    expect(said(1)).toEqual([
      { role: "user", content: [{ text: question.text }] },
      { role: "assistant", content: [{ text: "From nine [1]." }] },
    ]);
    await chat.ask({ ...question, accountId: "bob", idempotencyKey: "k3" });
    expect(said(2)).toEqual([]);
  });
});

describe("a guardrail that steps in", () => {
  const trace = {
    guardrail: {
      inputAssessment: {
        gr1: { topicPolicy: { topics: [{ name: "secret-topic", type: "DENY", action: "BLOCKED" }] } },
      },
      outputAssessments: {
        gr1: [
          {
            contextualGroundingPolicy: {
              filters: [{ type: "GROUNDING", threshold: 0.7, score: 0.25, action: "BLOCKED" }],
            },
          },
        ],
      },
    },
  };

  test("is reported as such, counted, and not remembered", async () => {
    const chat = new Chat(() => answerOf(["I cannot talk about that."], "guardrail_intervened", trace));
    expect(await chat.ask()).toEqual({ text: "I cannot talk about that.", last: { type: "blocked" } });
    expect(chat.counted).toMatchObject({ Interventions: 1, UngroundedAnswers: 1, GroundingPercent: 25 });
    expect([...chat.table.items.keys()]).toEqual(["chat-budget#ann#2026-03-01"]);
  });

  test("is not counted where an answer passes", async () => {
    const passed = {
      guardrail: {
        outputAssessments: {
          gr1: [
            {
              contextualGroundingPolicy: {
                filters: [{ type: "GROUNDING", threshold: 0.7, score: 0.9, action: "NONE" }],
              },
            },
          ],
        },
      },
    };
    const chat = new Chat(() => answerOf(["From nine [1]."], "end_turn", passed));
    await chat.ask();
    expect(chat.counted).toMatchObject({ Interventions: 0, UngroundedAnswers: 0, GroundingPercent: 90 });
  });
});

describe("a budget", () => {
  test("counts what an answer has cost, by tokens and price of the model that gave it", async () => {
    const chat = new Chat(() => answerOf(["From nine [1]."]));
    await chat.ask();
    const microUsd = 200 * claude.inputUsdPerMillionTokens + 40 * claude.outputUsdPerMillionTokens;
    expect(chat.spent()).toMatchObject({ tokens: 240, microUsd });
    expect(chat.counted).toMatchObject({ InputTokens: 200, OutputTokens: 40, CostMicroUsd: microUsd });
  });

  test.each([
    ["tokens", { usd: 1, tokens: 1500 }],
    ["money", { usd: 0.013, tokens: 100_000 }],
  ])("of %s that is used up ends the questions of that account, and of no other", async (_, perUserDay) => {
    const chat = new Chat(() => answerOf(["From nine [1]."]), { perUserDay });
    let asked = 0;
    const ask = () => chat.ask({ ...question, conversationId: `c${++asked}` });
    await expect(
      (async () => {
        for (;;) await ask();
      })(),
    ).rejects.toMatchObject({ reason: "budget_used_up" });
    expect(asked).toBeGreaterThan(1);
    await chat.ask({ ...question, accountId: "bob" });
  });

  test("holds for questions at the same time", async () => {
    const chat = new Chat(() => answerOf(["From nine [1]."]), { perUserDay: { usd: 1, tokens: 1500 } });
    const asked = await Promise.allSettled(
      ["c1", "c2", "c3"].map((id) => chat.ask({ ...question, conversationId: id })),
    );
    expect(asked.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  test("of an answer that never began is given back; of one that breaks off it is not", async () => {
    const refused = new Chat(() => failing(400, "ValidationException"));
    await expect(refused.ask()).rejects.toMatchObject({ name: "ValidationException" });
    expect(refused.spent()).toMatchObject({ tokens: 0, microUsd: 0 });

    const broken = new Chat(() =>
      streaming([
        ["contentBlockDelta", { contentBlockIndex: 0, delta: { text: "From" } }],
        ["modelStreamErrorException", { message: "broken" }],
      ]),
    );
    await expect(broken.ask()).rejects.toThrow("broken");
    expect(broken.spent()?.tokens).toBeGreaterThan(500);
  });
});

describe("a model that is busy", () => {
  test("is asked again, after a wait", async () => {
    const chat = new Chat((_, nth) => (nth < 3 ? failing(429, "ThrottlingException") : answerOf(["From nine [1]."])));
    await chat.ask();
    expect(chat.askedModels).toEqual(["claude", "claude", "claude"]);
    expect(chat.counted).toMatchObject({ FallbackAnswers: 0 });
  });

  test("hands over to the next one, whose price counts", async () => {
    const chat = new Chat(({ path }) =>
      path.includes("claude") ? failing(503, "ServiceUnavailableException") : answerOf(["From nine [1]."]),
    );
    await chat.ask();
    expect(chat.askedModels).toEqual(["claude", "claude", "claude", "nova"]);
    const microUsd = 200 * nova.inputUsdPerMillionTokens + 40 * nova.outputUsdPerMillionTokens;
    expect(chat.counted).toMatchObject({ FallbackAnswers: 1, CostMicroUsd: microUsd });
  });

  test("hands over when its stream ends before it said anything, and not after", async () => {
    const chat = new Chat(({ path }) =>
      path.includes("claude") ? streaming([["throttlingException", { message: "busy" }]]) : answerOf(["From nine."]),
    );
    expect((await chat.ask()).text).toBe("From nine.");

    const begun = new Chat(() =>
      streaming([
        ["contentBlockDelta", { contentBlockIndex: 0, delta: { text: "From" } }],
        ["throttlingException", { message: "busy" }],
      ]),
    );
    await expect(begun.ask()).rejects.toThrow("busy");
    expect(begun.askedModels).toEqual(["claude"]);
  });

  test("is an error when there is no other, and a request that is wrong is one at once", async () => {
    const busy = new Chat(() => failing(429, "ThrottlingException"));
    await expect(busy.ask()).rejects.toMatchObject({ name: "ThrottlingException" });
    expect(busy.askedModels).toHaveLength(2 * attempts);
    const wrong = new Chat(() => failing(403, "AccessDeniedException"));
    await expect(wrong.ask()).rejects.toMatchObject({ name: "AccessDeniedException" });
    expect(wrong.askedModels).toEqual(["claude"]);
  });
});

test("an application that is switched off calls no model and spends nothing", async () => {
  const chat = new Chat(() => expect.fail("a model was asked"));
  chat.on = false;
  await expect(chat.ask()).rejects.toMatchObject({ reason: "switched_off" });
  expect(chat.knowledge.sent).toEqual([]);
  expect(chat.spent()).toBeUndefined();
});
