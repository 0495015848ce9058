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

const application = z.object({
  /** The one to ask, and then those to ask while it does not answer. */
  models: z.array(model).check(z.minLength(1)),
  guardrail: z.object({ id: z.string(), version: z.string() }),
  /** None where the application does not search. */
  knowledgeBaseId: z.optional(z.string()),
  /** Longest answer, in tokens. */
  maxOutputTokens: z.int().check(z.positive()),
  /** What one user may spend in a day. None where nobody asks for answers. */
  perUserDay: z.optional(z.object({ usd: z.number().check(z.positive()), tokens: z.int().check(z.positive()) })),
  /** Parameter that switches the application on and off. */
  switchParameter: z.string(),
});

export type Application = z.infer<typeof application>;
export type Model = z.infer<typeof model>;

/** What the platform says of the application. @throws Error when it says nothing, or something else */
export function readApplication(text = setting("APPLICATION")): Application {
  return application.parse(JSON.parse(text));
}
