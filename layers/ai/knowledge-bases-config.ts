import { z } from "zod";
import { audiences, usualAudience } from "../../modules/bedrock/audiences";
import { plainName } from "../../platform/plain-name";
import { reference } from "../../platform/references";

const knowledgeBase = z.strictObject({
  prefix: z
    .string()
    .regex(/^[\w.-]+(\/[\w.-]+)*\/$/, "a folder that ends in a slash, as in documents/")
    .max(300, "at most 300 characters")
    .describe("Folder of the zone whose objects are read, as in documents/."),
  files: z
    .string()
    .regex(/^knowledge\/[a-z0-9-]+$/, "a folder below knowledge/")
    .optional()
    .describe(
      "Folder of the repository, as in knowledge/handbook: the delivery makes the prefix equal to it. For the audience " +
        "everybody. Others fill the prefix when absent. Taking it away destroys the build that copies it, with its log.",
    ),
  store: z
    .enum(["opensearch", "aurora"])
    .default("opensearch")
    .describe(
      "Where vectors are kept: a collection of OpenSearch Serverless, or the table of vectors of the database user that " +
        "is called like the knowledge base. opensearch when absent.",
    ),
  embedding: z
    .string()
    .describe(
      "Model that makes vectors of passages and questions: a name of ai.bedrock.models. A change replaces the knowledge " +
        "base, which starts empty.",
    ),
  dimensions: z
    .int()
    .min(1)
    .max(16_000)
    .describe(
      "Length of the vectors, one that the model can make. A change replaces the knowledge base, which starts empty.",
    ),
  chunk: z
    .strictObject({
      tokens: z.int().min(1).max(10_000).describe("Longest passage, in tokens. At most what the model takes."),
      overlapPercent: z
        .int()
        .min(1)
        .max(99)
        .describe("Share of a passage that the next one begins with, in percent. 1 to 99."),
    })
    .default({ tokens: 300, overlapPercent: 20 })
    .describe("How documents are cut into passages. 300 tokens that overlap by 20 percent when absent."),
  zone: reference(["zones"], "Zone of the lake that holds the documents."),
  audience: z
    .enum(audiences)
    .default(usualAudience)
    .describe(
      "Who can find its documents. everybody: every user. owner: only the user that the attribute `owner` of a " +
        "document's metadata names. Agents can search knowledge bases for everybody only, because they could leave " +
        "out any filter of Bedrock. owner when absent.",
    ),
});

/** The knowledge bases of an environment by name. */
export const knowledgeBasesConfig = z
  .record(plainName(2, 20), knowledgeBase)
  .describe("Knowledge bases for applications and agents, by name: documents in a folder of the lake.");

export type KnowledgeBaseConfig = z.infer<typeof knowledgeBase>;
