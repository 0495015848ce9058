import * as z from "zod/mini";
import { setting } from "./settings";

const dollars = z.number().check(z.nonnegative());

/** A model, by what Bedrock is asked for, and what its tokens cost. */
const model = z.object({
  /** Id or ARN of the model, or of its inference profile. */
  id: z.string().check(z.minLength(1)),
  /** In US dollars for a million tokens. */
  inputUsdPerMillionTokens: dollars,
  outputUsdPerMillionTokens: dollars,
});

const knowledgeBase = z.object({ id: z.string(), audience: z.enum(["everybody", "owner"]) });

const application = z.object({
  /** The one to ask, and then those to ask while it does not answer. */
  models: z.array(model).check(z.minLength(1)),
  guardrail: z.object({ id: z.string(), version: z.string() }),
  /** What it looks things up in. Of one with owners, everybody may find their own documents only. */
  knowledgeBases: z.array(knowledgeBase),
  /** Folder of a knowledge base with owners that it writes to. None where it writes to none. */
  fills: z.optional(z.object({ bucket: z.string(), prefix: z.string() })),
  /** Longest answer, in tokens. */
  maxOutputTokens: z.int().check(z.positive()),
  /** What one user may spend in a day. None where no user asks for answers. */
  perUserDay: z.optional(z.object({ usd: z.number().check(z.positive()), tokens: z.int().check(z.positive()) })),
  /** Parameter that switches the application on and off. */
  switchParameter: z.string(),
});

export type Application = z.infer<typeof application>;
export type Model = z.infer<typeof model>;
export type KnowledgeBase = z.infer<typeof knowledgeBase>;

/** What the platform says of the application. @throws Error when it says nothing, or something else */
export function readApplication(text = setting("APPLICATION")): Application {
  return application.parse(JSON.parse(text));
}
