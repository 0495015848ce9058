import { type BedrockRuntimeClient, ConverseCommand } from "@aws-sdk/client-bedrock-runtime";
import type { Application, Model } from "../shared/application";
import { fromFirst, type Intervention, interventionIn } from "../shared/bedrock";
import type { Usage } from "../shared/costs";

/** What a model answers. */
export interface Answered {
  readonly text: string;
  readonly model: Model;
  readonly usage: Usage;
  readonly blocked: boolean;
  readonly intervention: Intervention;
}

/** What a model gets: instructions and a text. */
export interface Told {
  readonly instructions: string;
  readonly text: string;
}

/**
 * Has the first model answer that is not busy. The guardrail compares what it says with the text
 * (docs.aws.amazon.com/bedrock/latest/userguide/guardrails-contextual-grounding-check.html).
 */
export async function answerTo(
  client: Pick<BedrockRuntimeClient, "send">,
  { models, guardrail, maxOutputTokens }: Application,
  { instructions, text }: Told,
  signal: AbortSignal,
): Promise<Answered> {
  return await fromFirst(models, async (model) => {
    const { output, stopReason, usage, trace } = await client.send(
      new ConverseCommand({
        modelId: model.id,
        system: [{ text: instructions }],
        messages: [
          {
            role: "user",
            content: [
              { guardContent: { text: { text, qualifiers: ["grounding_source"] } } },
              { guardContent: { text: { text: "Summarize the text.", qualifiers: ["query"] } } },
            ],
          },
        ],
        inferenceConfig: { maxTokens: maxOutputTokens },
        guardrailConfig: { guardrailIdentifier: guardrail.id, guardrailVersion: guardrail.version, trace: "enabled" },
      }),
      { abortSignal: signal },
    );
    return {
      text: (output?.message?.content ?? []).map((block) => block.text ?? "").join(""),
      model,
      usage: { inputTokens: usage?.inputTokens ?? 0, outputTokens: usage?.outputTokens ?? 0 },
      blocked: stopReason === "guardrail_intervened",
      intervention: interventionIn(trace?.guardrail),
    };
  });
}
