import {
  type BedrockRuntimeClient,
  type ContentBlock,
  ConverseStreamCommand,
  type Message,
  type TokenUsage,
} from "@aws-sdk/client-bedrock-runtime";
import type { Application, Model } from "../shared/application";
import { type Intervention, interventionIn, isTransient } from "../shared/bedrock";
import type { Usage } from "../shared/costs";
import type { Turn } from "./conversations";
import type { Passage } from "./passages";
import { prompts } from "./prompts";

/** What a model is asked. */
export interface Asked {
  readonly question: string;
  /** What was said before, the oldest first. */
  readonly turns: readonly Turn[];
  readonly passages: readonly Passage[];
  /** Day of the question, as in "2026-03-01". */
  readonly date: string;
}

/** How an answer ended. */
export interface Ended {
  readonly text: string;
  readonly model: Model;
  readonly usage: Usage;
  /** Whether the guardrail stepped in. */
  readonly blocked: boolean;
  /** Whether the answer became too long. */
  readonly cut: boolean;
  readonly intervention: Intervention;
}

/** All text that the model reads. */
export function textFor({ question, turns, passages, date }: Asked): string {
  return [
    prompts.system.fill({ date }),
    ...turns.map(({ text }) => text),
    ...passages.map((passage) => prompts.passage.fill(passage)),
    question,
  ].join("\n");
}

/**
 * Has the first model answer that is not busy, and passes on its text as it comes. Once text has been passed on, there is
 * no other model: it would begin anew.
 */
export async function answerFrom(
  client: Pick<BedrockRuntimeClient, "send">,
  application: Application,
  asked: Asked,
  { onText, signal }: { readonly onText: (text: string) => void; readonly signal: AbortSignal },
): Promise<Ended> {
  let begun = false;
  const passOn = (text: string) => {
    begun = true;
    onText(text);
  };
  for (const [index, model] of application.models.entries()) {
    try {
      return await converse(client, application, model, asked, { onText: passOn, signal });
    } catch (error) {
      const isLast = index === application.models.length - 1;
      if (begun || isLast || !isTransient(error)) throw error;
    }
  }
  throw new Error("expected at least one model");
}

async function converse(
  client: Pick<BedrockRuntimeClient, "send">,
  { guardrail, maxOutputTokens }: Application,
  model: Model,
  asked: Asked,
  { onText, signal }: { readonly onText: (text: string) => void; readonly signal: AbortSignal },
): Promise<Ended> {
  const { stream = [] } = await client.send(
    new ConverseStreamCommand({
      modelId: model.id,
      system: [{ text: prompts.system.fill({ date: asked.date }) }],
      messages: messagesOf(asked),
      inferenceConfig: { maxTokens: maxOutputTokens },
      guardrailConfig: {
        guardrailIdentifier: guardrail.id,
        guardrailVersion: guardrail.version,
        // Nothing reaches people before the guardrail has seen it.
        streamProcessingMode: "sync",
        trace: "enabled",
      },
    }),
    { abortSignal: signal },
  );
  let text = "";
  let blocked = false;
  let cut = false;
  let usage: Usage = { inputTokens: 0, outputTokens: 0 };
  let intervention: Intervention = { policies: [] };
  for await (const { contentBlockDelta, messageStop, metadata } of stream) {
    const delta = contentBlockDelta?.delta?.text;
    if (delta) {
      text += delta;
      onText(delta);
    }
    if (messageStop?.stopReason === "guardrail_intervened") blocked = true;
    if (messageStop?.stopReason === "max_tokens") cut = true;
    if (metadata) {
      usage = usageOf(metadata.usage);
      intervention = interventionIn(metadata.trace?.guardrail);
    }
  }
  return { text, model, usage, blocked, cut, intervention };
}

function usageOf(usage: TokenUsage | undefined): Usage {
  return { inputTokens: usage?.inputTokens ?? 0, outputTokens: usage?.outputTokens ?? 0 };
}

/**
 * Once a message marks content for the guardrail, it looks at what is marked: the question, and the passages, which the
 * answer has to follow from (docs.aws.amazon.com/bedrock/latest/userguide/guardrails-use-converse-api.html).
 */
function messagesOf({ question, turns, passages }: Asked): Message[] {
  const content: ContentBlock[] = [
    ...passages.map((passage) => guarded(prompts.passage.fill(passage), "grounding_source")),
    guarded(question, "query", "guard_content"),
  ];
  return [...turns.map(({ role, text }) => ({ role, content: [{ text }] })), { role: "user", content }];
}

function guarded(text: string, ...qualifiers: ("grounding_source" | "guard_content" | "query")[]): ContentBlock {
  return { guardContent: { text: { text, qualifiers } } };
}
