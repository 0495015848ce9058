import { z } from "zod";
import { reaches } from "../../modules/bedrock/route";
import { distinct } from "../../platform/lists";
import { plainName } from "../../platform/plain-name";

/** Who may call a model. */
export const modelUsers = ["agents", "applications", "knowledge-bases", "people"] as const;
export type ModelUser = (typeof modelUsers)[number];

const tokens = (what: string) => z.int().min(1).max(10_000_000).describe(`${what}, in tokens. 1 to 10000000.`);

/** What a file says of a model that modules/bedrock/models.ts does not list. */
const facts = z
  .strictObject({
    kind: z.enum(["text", "vectors"]).describe("What it answers with: text, or vectors that represent text."),
    inputTokens: tokens("Most of a request"),
    outputTokens: tokens("Most of an answer. Absent for vectors").optional(),
    dimensions: z
      .array(z.int().min(1).max(16_000))
      .superRefine(distinct())
      .optional()
      .describe("Lengths of vectors that it can make. Absent for text."),
    profilePrefix: z
      .string()
      .regex(/^[a-z]{2,6}$/, "two to six lower-case letters, as in us or global")
      .optional()
      .describe("First part of the id of its cross-region profile. It is called without one when absent."),
    destinations: z
      .array(z.string().regex(/^[a-z]{2}(-[a-z]+)+-\d$/, "a region, as in us-east-1"))
      .superRefine(distinct())
      .describe(
        "Regions that answer: all that the profile leads to, or the one that is called. Empty for all regions.",
      ),
    endOfLife: z.iso.date().optional().describe("Last day of the model on Bedrock. None announced when absent."),
  })
  .describe("A model that the platform's table does not list. AWS's page of the model has these values.");

const price = (what: string) =>
  z.number().min(0).max(1000).describe(`US dollars for a million tokens of ${what}. 0 to 1000.`);

const model = z.strictObject({
  id: z
    .string()
    .regex(/^[a-z0-9-]{1,63}\.[a-z0-9.:-]{1,63}$/, "the id of a foundation model, as in amazon.nova-pro-v1:0")
    .describe("Id of the foundation model, without the prefix of a profile."),
  reach: z
    .enum(reaches)
    .describe(
      "Where requests are answered: in the region, in the regions of its geography by a cross-region profile, or in any " +
        "commercial region (global).",
    ),
  for: z
    .array(z.enum(modelUsers))
    .min(1, "one user at least")
    .superRefine(distinct())
    .describe("Who may call it: people (developers and AI engineers), applications, agents, knowledge-bases."),
  outputTokens: tokens("Most of one answer. That of the model when absent").optional(),
  usdPerMillionTokens: z
    .strictObject({ input: price("requests"), output: price("answers. 0 for vectors") })
    .describe("Price of calls in AWS's price list, for the budgets of applications."),
  usdPerDay: z
    .number()
    .min(1)
    .max(100_000)
    .describe(
      "What may be spent on it a day, in US dollars: more raises an alarm, and budgets of applications together are at most " +
        "this. 1 to 100000.",
    ),
  facts: facts.optional(),
});

/** The foundation models of an environment, by the name that applications call them by. */
export const bedrockModelsConfig = z
  .record(plainName(2, 20), model)
  .describe("Foundation models that roles may invoke, by a name that you choose. No role may invoke other models.");

export type BedrockModelConfig = z.infer<typeof model>;
