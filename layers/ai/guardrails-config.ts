import { z } from "zod";
import { findingActions, type Harm, harms, personalData, strengths } from "../../modules/bedrock/guardrail-policy";
import { distinct } from "../../platform/lists";
import { plainName } from "../../platform/plain-name";

/** Limits of the API (docs.aws.amazon.com/bedrock/latest/APIReference/API_CreateGuardrail.html). */
const longest = { definition: 200, example: 100, examples: 5, topics: 30, word: 100, words: 10_000, message: 500 };

const strength = z
  .enum(strengths)
  .describe("Strength of the filter: none, low, medium, or high, which lets the least through.");

const action = z
  .enum(findingActions)
  .describe("What happens: block the whole text, or anonymize what was found in it.");

const topic = z.strictObject({
  definition: z
    .string()
    .min(1)
    .max(longest.definition, `at most ${longest.definition} characters`)
    .describe("What the topic is, in a sentence or two. At most 200 characters."),
  examples: z
    .array(z.string().min(1).max(longest.example, `at most ${longest.example} characters`))
    .max(longest.examples, `at most ${longest.examples} examples`)
    .superRefine(distinct())
    .default([])
    .describe("What users ask about it. At most 5 of 100 characters. None when absent."),
});

const pattern = z.strictObject({
  description: z.string().min(1).max(1000).describe("What it finds. At most 1000 characters."),
  pattern: z.string().min(1).max(500).describe("Regular expression, without look-around. At most 500 characters."),
  action,
});

const threshold = (what: string) =>
  z.number().min(0).max(0.99).optional().describe(`${what}. 0 to 0.99; not checked when absent.`);

const message = (when: string, text: string) =>
  z
    .string()
    .min(1)
    .max(longest.message, `at most ${longest.message} characters`)
    .default(text)
    .describe(`What is said in place of ${when}. At most 500 characters.`);

const ofEach = <Key extends string, Value extends z.ZodType>(keys: readonly Key[], value: Value) =>
  z.strictObject(Object.fromEntries(keys.map((key) => [key, value.optional()])) as Record<Key, z.ZodOptional<Value>>);

const guardrail = z.strictObject({
  content: strength.describe(
    "Strength of the filters of hate, insults, misconduct, prompt attacks, sexual content and violence: none, low, medium or high.",
  ),
  contentOf: ofEach(Object.keys(harms) as Harm[], strength)
    .default({})
    .describe("Strength for single kinds of harm. That of content for those that are absent."),
  deniedTopics: z
    .record(plainName(2, 40), topic)
    .refine((topics) => Object.keys(topics).length <= longest.topics, `at most ${longest.topics} topics`)
    .default({})
    .describe("Topics that the guardrail blocks, by name. None when absent."),
  pii: ofEach(personalData, action)
    .default({})
    .describe("What happens to personal data, by Bedrock's types of it. Types that are absent pass."),
  patterns: z
    .record(plainName(2, 40), pattern)
    .refine((patterns) => Object.keys(patterns).length <= 10, "at most 10 patterns")
    .default({})
    .describe("Texts to find by a regular expression, by name. At most 10. None when absent."),
  words: z
    .strictObject({
      profanity: z.boolean().describe("Block the words of AWS's list of profanity."),
      blocked: z
        .array(z.string().min(1).max(longest.word, `at most ${longest.word} characters`))
        .max(longest.words, `at most ${longest.words} words`)
        .superRefine(distinct())
        .default([])
        .describe("Words and phrases to block. None when absent."),
    })
    .default({ profanity: true, blocked: [] })
    .describe("Words to block. Those of AWS's list when absent."),
  grounding: threshold("How well an answer has to follow from what was retrieved"),
  relevance: threshold("How well an answer has to fit the question"),
  messages: z
    .strictObject({
      input: message("a question that is blocked", "I cannot help with that."),
      output: message("an answer that is blocked", "I cannot answer that."),
    })
    .default({ input: "I cannot help with that.", output: "I cannot answer that." })
    .describe("Texts that replace blocked ones."),
});

/** The guardrails of an environment by name. */
export const guardrailsConfig = z
  .record(plainName(2, 20), guardrail)
  .describe("Guardrails by name. They limit what users may ask models, and what models may answer.");

export type GuardrailConfig = z.infer<typeof guardrail>;
