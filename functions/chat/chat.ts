import type { BedrockAgentRuntimeClient } from "@aws-sdk/client-bedrock-agent-runtime";
import type { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import type { Application } from "../shared/application";
import { type Cost, costOf, mostTokensIn } from "../shared/costs";
import type { Switch } from "../shared/switch";
import type { Budget } from "./budget";
import type { Conversations } from "./conversations";
import { type Asked, answerFrom, type Ended, textFor } from "./model";
import { citationsIn, type Passage, passagesFor } from "./passages";
import type { Question } from "./question";
import { Refusal, type Reply, type Say } from "./replies";

/** What answering takes. */
export interface Services {
  readonly application: Application;
  readonly models: Pick<BedrockRuntimeClient, "send">;
  readonly knowledge: Pick<BedrockAgentRuntimeClient, "send">;
  readonly conversations: Conversations;
  readonly budget: Budget;
  readonly power: Pick<Switch, "isOn">;
  /** Counts what an answer came to. */
  readonly count: (ended: Ended, cost: Cost) => void;
  readonly now: () => Date;
}

/** The last reply to a question, with all of its text: what the same question gets that is asked again. */
export interface Answer {
  readonly text: string;
  readonly last: Reply;
}

/**
 * Answers a question from the knowledge base, and remembers both. Texts go to `say` as they come, the last reply does
 * not.
 * @throws Refusal when the application is off, or the user's budget is used up
 */
export async function answerQuestion(
  question: Question,
  services: Services,
  { say, signal }: { readonly say: Say; readonly signal: AbortSignal },
): Promise<Answer> {
  const { application, models, conversations, budget, power, count, now } = services;
  if (!(await power.isOn())) throw new Refusal("switched_off");
  const [turns, passages] = await Promise.all([conversations.turnsOf(question), passagesOf(question, services)]);
  const asked: Asked = { question: question.text, turns, passages, date: now().toISOString().slice(0, 10) };

  const most = mostFor(application, asked);
  const reservation = await budget.reserve(question.accountId, most);
  if (!reservation) throw new Refusal("budget_used_up");
  let spent: Cost = { tokens: 0, microUsd: 0 };
  const onText = (text: string) => {
    // What an answer costs that breaks off is not known.
    spent = most;
    say({ type: "text", text });
  };
  try {
    const ended = await answerFrom(models, application, asked, { onText, signal });
    spent = costOf(ended.usage, ended.model);
    count(ended, spent);
    if (!ended.blocked) await remember(conversations, question, ended);
    return { text: ended.text, last: lastOf(ended, passages) };
  } finally {
    await reservation.settle(spent);
  }
}

async function passagesOf({ text, owner }: Question, { application, knowledge }: Services): Promise<Passage[]> {
  return await passagesFor(knowledge, application.knowledgeBases, { question: text, owner });
}

/** The most that an answer can cost, with the dearest of the models. */
function mostFor({ models, maxOutputTokens }: Application, asked: Asked): Cost {
  const usage = { inputTokens: mostTokensIn(textFor(asked)), outputTokens: maxOutputTokens };
  const costs = models.map((model) => costOf(usage, model));
  return {
    tokens: usage.inputTokens + usage.outputTokens,
    microUsd: Math.max(...costs.map(({ microUsd }) => microUsd)),
  };
}

async function remember(conversations: Conversations, question: Question, { text }: Ended): Promise<void> {
  await conversations.add(question, { role: "user", text: question.text }, { role: "assistant", text });
}

function lastOf({ blocked, cut, text }: Ended, passages: readonly Passage[]): Reply {
  return blocked ? { type: "blocked" } : { type: "done", citations: citationsIn(text, passages), cut };
}
