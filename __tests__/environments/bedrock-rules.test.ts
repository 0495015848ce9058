import { describe, expect, test } from "vitest";
import { adding, type Case, edit, errorsOf, tells } from "./fixtures";

const claude =
  "claude: { id: anthropic.claude-haiku-4-5-20251001-v1:0, reach: geography, for: [agents, applications, people], usdPerMillionTokens: { input: 1, output: 5 }, usdPerDay: 10 }";
const titan =
  "titan: { id: amazon.titan-embed-text-v2:0, reach: region, for: [knowledge-bases], usdPerMillionTokens: { input: 0.02, output: 0 }, usdPerDay: 1 }";
const sections = {
  models: `models: { ${claude}, ${titan} }`,
  guardrails: "guardrails: { default: { content: high, pii: { EMAIL: anonymize } } }",
  knowledgeBases:
    "knowledgeBases: { handbook: { zone: zones.processed, prefix: documents/, embedding: titan, dimensions: 1024, chunk: { tokens: 300, overlapPercent: 20 }, audience: everybody } }",
  agents:
    "agents: { helper: { owner: support, riskTier: limited, description: Helps people who ask, instruction: Answer what people ask in a friendly way and no more than that, model: claude, guardrail: default, knowledgeBase: handbook, actions: { openapi: functions/document-actions/openapi.yaml, to: functions.document-actions } } }",
};
const functions = "application: { functions: { document-actions: { timeoutSeconds: 15, memoryMiB: 512 } } }";

/** The section on its lines, the first of which is line 16, with one thing changed. */
function bedrock(from = "", to = ""): string {
  const text = `${functions}
ai:
  bedrock:
    ${sections.models}
    ${sections.guardrails}
    ${sections.knowledgeBases}
    ${sections.agents}`;
  return from ? edit(text, from, to) : text;
}

const delivery =
  ", delivery: { engine: codepipeline, repository: example-org/strata, connection: github, branch: main }";

/** The section with a knowledge base whose files are in the repository, and a pipeline that delivers them. */
function withFiles(folder = "knowledge/handbook"): string {
  const text = edit(bedrock(), "audience: everybody", `files: ${folder}, audience: everybody`);
  return edit(text, "memoryMiB: 512 } }", `memoryMiB: 512 } }${delivery}`);
}

describe("Bedrock", () => {
  test.each(["dev", "stage", "prod"] as const)("without a mistake is taken in %s", (name) => {
    expect(errorsOf(adding(name, bedrock()))).toEqual([]);
  });

  test("takes a knowledge base whose files the delivery puts there", () => {
    expect(errorsOf(adding("dev", withFiles()))).toEqual([]);
  });

  test("takes a model that the table does not know, where the file says what there is to know", () => {
    const facts =
      "facts: { kind: text, inputTokens: 100000, outputTokens: 8000, profilePrefix: us, destinations: [us-east-1, us-west-2] }";
    const model = edit(bedrock(), "claude-haiku-4-5-20251001-v1:0", "claude-new-v9:0");
    expect(errorsOf(adding("dev", edit(model, "usdPerDay: 10", `usdPerDay: 10, ${facts}`)))).toEqual([]);
  });

  test.each<Case>([
    [
      "an unknown model",
      adding("dev", bedrock("claude-haiku-4-5-20251001", "claude-haiku-4-5-20251011")),
      "dev.yaml:18:29 ai.bedrock.models.claude.id | anthropic.claude-haiku-4-5-20251011-v1:0 | a model of the platform's table, or one with facts | Did you mean anthropic.claude-haiku-4-5-20251001-v1:0?",
    ],
    [
      "a model past its last day",
      adding("dev", bedrock("claude-haiku-4-5-20251001", "claude-sonnet-4-20250514")),
      "dev.yaml:18:29 ai.bedrock.models.claude.id | anthropic.claude-sonnet-4-20250514-v1:0 | a model that Bedrock has on 2026-11-29: its last day was 2026-10-14 | Name a newer model.",
    ],
    [
      "a model that the region answers through a profile only",
      adding("dev", bedrock("reach: geography", "reach: region")),
      "dev.yaml:18:78 ai.bedrock.models.claude.reach | region | geography or global: Bedrock does not offer anthropic.claude-haiku-4-5-20251001-v1:0 in us-east-1 in this way | Change it.",
    ],
    [
      "a profile that there is not",
      adding("dev", bedrock("reach: region", "reach: geography")),
      "dev.yaml:18:239 ai.bedrock.models.titan.reach | geography | region: Bedrock does not offer amazon.titan-embed-text-v2:0",
    ],
    [
      "facts about a model that the table knows",
      adding(
        "dev",
        bedrock(
          "usdPerDay: 1 }",
          "usdPerDay: 1, facts: { kind: vectors, inputTokens: 1, destinations: [us-east-1] } }",
        ),
      ),
      "dev.yaml:18:334 ai.bedrock.models.titan.facts | the key facts | no facts about amazon.titan-embed-text-v2:0, which the platform's table lists | Remove them.",
    ],
    [
      "vectors for people",
      adding("dev", bedrock("for: [knowledge-bases]", "for: [knowledge-bases, people]")),
      "dev.yaml:18:270 ai.bedrock.models.titan.for[1] | people | knowledge-bases: amazon.titan-embed-text-v2:0 answers with vectors | Change it.",
    ],
    [
      "answers longer than the model makes them",
      adding("dev", bedrock("usdPerDay: 10", "usdPerDay: 10, outputTokens: 64001")),
      "dev.yaml:18:201 ai.bedrock.models.claude.outputTokens | 64001 | at most 64000, as much as anthropic.claude-haiku-4-5-20251001-v1:0 answers | Lower it.",
    ],
    [
      "a budget of zero",
      adding("dev", bedrock("usdPerDay: 10", "usdPerDay: 0")),
      "dev.yaml:18:183 ai.bedrock.models.claude.usdPerDay | 0 | a number from 1 to 100000 |",
    ],
    [
      "filters weaker than the tier asks for",
      adding("prod", bedrock("content: high", "content: medium")),
      "prod.yaml:19:39 ai.bedrock.guardrails.default.content | medium | high (tier production): the tier needs filters as strong as the tier asks for | Raise it.",
    ],
    [
      "one filter weaker than the tier asks for",
      adding("stage", bedrock("content: high", "content: high, contentOf: { insults: low }")),
      "stage.yaml:19:67 ai.bedrock.guardrails.default.contentOf.insults | low | medium or high (tier nonproduction)",
    ],
    [
      "personal data of no type that Bedrock knows",
      adding("dev", bedrock("pii: { EMAIL", "pii: { EMAILS")),
      "dev.yaml:19:52 ai.bedrock.guardrails.default.pii.EMAILS |",
    ],
    [
      "passages longer than the model takes",
      adding("dev", bedrock("tokens: 300", "tokens: 8193")),
      "dev.yaml:20:131 ai.bedrock.knowledgeBases.handbook.chunk.tokens | 8193 | at most 8192, as much as amazon.titan-embed-text-v2:0 takes | Lower it.",
    ],
    [
      "vectors of a length that the model cannot make",
      adding("dev", bedrock("dimensions: 1024", "dimensions: 1536")),
      "dev.yaml:20:108 ai.bedrock.knowledgeBases.handbook.dimensions | 1536 | one of 256, 512, 1024, which amazon.titan-embed-text-v2:0 can make | Change it.",
    ],
    [
      "a knowledge base with a model that answers with text",
      adding("dev", bedrock("embedding: titan", "embedding: claude")),
      "dev.yaml:20:89 ai.bedrock.knowledgeBases.handbook.embedding | claude | a model for knowledge-bases (titan) | Name another, or add knowledge-bases to its for.",
    ],
    [
      "an agent without a guardrail",
      adding("dev", bedrock("guardrail: default, ", "")),
      "dev.yaml:21:15 ai.bedrock.agents.helper.guardrail | nothing |",
    ],
    [
      "an agent with a guardrail that there is not",
      adding("dev", bedrock("guardrail: default", "guardrail: defalt")),
      "dev.yaml:21:198 ai.bedrock.agents.helper.guardrail | defalt | a name of ai.bedrock.guardrails (default) | Did you mean default?",
    ],
    [
      "an agent with a model that is not for agents",
      adding("dev", bedrock("for: [agents, applications, people]", "for: [applications, people]")),
      "dev.yaml:21:179 ai.bedrock.agents.helper.model | claude | a model for agents (there is none) | Name another, or add agents to its for.",
    ],
    [
      "an agent that would find what belongs to people",
      adding("dev", bedrock("audience: everybody", "audience: owner")),
      "dev.yaml:21:222 ai.bedrock.agents.helper.knowledgeBase | handbook | a knowledge base with the audience everybody (there is none): an agent has no filter, and would quote the documents of one person to another | Name another.",
    ],
    [
      "an agent with a knowledge base that there is not",
      adding("dev", bedrock("knowledgeBase: handbook", "knowledgeBase: handbok")),
      "dev.yaml:21:222 ai.bedrock.agents.helper.knowledgeBase | handbok | a name of ai.bedrock.knowledgeBases (handbook) | Did you mean handbook?",
    ],
    [
      "a knowledge base for everybody over what another keeps for owners",
      adding(
        "dev",
        bedrock(
          "audience: everybody }",
          "audience: everybody }, mine: { zone: zones.processed, prefix: documents/private/, embedding: titan, dimensions: 1024 }",
        ),
      ),
      "dev.yaml:20:66 ai.bedrock.knowledgeBases.handbook.prefix | documents/ | a folder apart from that of mine, documents/private/: what is in there is for its owners alone | Change it.",
    ],
    [
      "a knowledge base whose files are not there",
      adding("dev", withFiles("knowledge/handbok")),
      "dev.yaml:20:165 ai.bedrock.knowledgeBases.handbook.files | knowledge/handbok | a folder of the repository with files | Correct the path, or add the files.",
    ],
    [
      "files in a knowledge base for owners",
      adding(
        "dev",
        edit(
          withFiles(),
          "audience: everybody }",
          "audience: everybody }, mine: { zone: zones.processed, prefix: mine/, embedding: titan, dimensions: 1024, files: knowledge/handbook }",
        ),
      ),
      "dev.yaml:20:297 ai.bedrock.knowledgeBases.mine.files | knowledge/handbook | no files with the audience owner: a file has no owner, so that no search finds it | Set audience: everybody, or remove the line.",
    ],
    [
      "files in a zone that refuses them",
      adding("dev", edit(withFiles(), "zone: zones.processed", "zone: zones.raw")),
      "dev.yaml:20:159 ai.bedrock.knowledgeBases.handbook.files | knowledge/handbook | no files outside of zones of type processed: a zone of type raw refuses what the delivery writes | Name another zone, or remove the line.",
    ],
    [
      "files that nothing delivers",
      adding("dev", edit(withFiles(), delivery, "")),
      "dev.yaml:20:165 ai.bedrock.knowledgeBases.handbook.files | knowledge/handbook | no files without a delivery: application.delivery.engine is none | Name an engine, or remove the line.",
    ],
    [
      "an agent whose actions no file describes",
      adding("dev", bedrock("document-actions/openapi.yaml", "document-actions/actions.yaml")),
      "dev.yaml:21:252 ai.bedrock.agents.helper.actions.openapi | functions/document-actions/actions.yaml | a file of the repository | Correct the path, or add the file.",
    ],
    [
      "a collection whose name would be too long",
      adding(
        "stage",
        edit(
          bedrock("handbook: {", "handbook-of-all-acts: {"),
          "knowledgeBase: handbook",
          "knowledgeBase: handbook-of-all-acts",
        ),
      ),
      "stage.yaml:20:23 ai.bedrock.knowledgeBases.handbook-of-all-acts | the key handbook-of-all-acts |",
    ],
  ])("does not take %s", tells);
});

/** The knowledge base in the database, with a user that is declared like this. */
function inDatabase(user: string): string {
  const text = edit(bedrock(), "embedding: titan,", "embedding: titan, store: aurora,");
  return `${text}\ndata: { relational: { users: { ${user} } } }`;
}

describe("a knowledge base in the database", () => {
  test("keeps passages in the table of the user of its name", () => {
    expect(errorsOf(adding("dev", inDatabase("handbook: { level: write, vectors: { dimensions: 1024 } }")))).toEqual(
      [],
    );
  });

  test.each<Case>([
    [
      "without a user",
      adding("dev", inDatabase("")),
      'dev.yaml:20:103 ai.bedrock.knowledgeBases.handbook.store | aurora | a user handbook of the database at level write, with vectors: the user keeps the passages in its own table | Add "handbook: { level: write, vectors: { dimensions: 1024 } }" to data.relational.users.',
    ],
    [
      "with vectors of another length than the table's",
      adding("dev", inDatabase("handbook: { level: write, vectors: { dimensions: 512 } }")),
      "dev.yaml:20:123 ai.bedrock.knowledgeBases.handbook.dimensions | 1024 | 512, as the table of the user handbook has (environments/dev.yaml:22:81) | Make them the same.",
    ],
  ])("is not taken %s", tells);
});

test("applications may not spend more on a model than its limit", () => {
  const chat =
    "applications: { chat: { owner: support, riskTier: limited, model: claude, guardrail: default, budget: { usdPerDay: 11 }, timeoutSeconds: 60, memoryMiB: 512 } }";
  const errors = errorsOf(adding("dev", `${bedrock()}\n  ${chat}`));
  expect(errors).toEqual([
    expect.stringContaining(
      "dev.yaml:18:183 ai.bedrock.models.claude.usdPerDay | 10 | at least 11, the budgets of the applications that answer with it | Raise it, or lower a budget.",
    ),
  ]);
});
