import { describe, expect, test } from "vitest";
import { errorsIn } from "../../layers/ai/prompts-rules";
import { adding, type Case, edit, errorsOf, tells } from "./fixtures";

const chat = `model: nova, guardrail: default, budget: { usdPerDay: 5, usdPerUserDay: 1, tokensPerUserDay: 9000 }, quality: 0.8, timeoutSeconds: 60, memoryMiB: 512`;

/** Lines 15 to 24 of an environment with one application. What is changed differs from clean ones in one place. */
function section(from = "", to = "", name = "chat"): string {
  const text = `ai:
  bedrock:
    models:
      nova: { id: amazon.nova-pro-v1:0, reach: geography, for: [applications], usdPerMillionTokens: { input: 1, output: 4 }, usdPerDay: 9 }
      mine: { id: amazon.nova-lite-v1:0, reach: geography, for: [people], usdPerMillionTokens: { input: 1, output: 4 }, usdPerDay: 9 }
      embed: { id: amazon.titan-embed-text-v2:0, reach: region, for: [knowledge-bases], usdPerMillionTokens: { input: 1, output: 0 }, usdPerDay: 9 }
    guardrails: { default: { content: high } }
    knowledgeBases: { manual: { zone: zones.processed, prefix: manual/, embedding: embed, dimensions: 256, audience: everybody } }
  applications:
    ${name}: { owner: support, riskTier: limited, ${chat} }`;
  return from ? edit(text, from, to) : text;
}

describe("applications", () => {
  test("without a mistake are taken", () => {
    expect(errorsOf(adding("prod", section()))).toEqual([]);
  });

  test.each<Case>([
    [
      "without code",
      adding("dev", section("quality: 0.8, ", "", "chta")),
      "dev.yaml:24:5 ai.applications.chta | the key chta | an application whose code is in functions/chta/index.ts |",
    ],
    [
      "called like what evaluates them",
      adding("dev", section("quality: 0.8, ", "", "evaluation")),
      "dev.yaml:24:5 ai.applications.evaluation | the key evaluation | a name that no function has: the function that evaluates them has it |",
    ],
    [
      "with a budget of zero",
      adding("dev", section("usdPerUserDay: 1", "usdPerUserDay: 0")),
      "dev.yaml:24:120 ai.applications.chat.budget.usdPerUserDay | 0 |",
    ],
    [
      "with one of two limits of a user",
      adding("dev", section(", tokensPerUserDay: 9000", "")),
      "dev.yaml:24:81 ai.applications.chat.budget.tokensPerUserDay | nothing | usdPerUserDay and tokensPerUserDay together |",
    ],
    [
      "whose users could not pay one answer",
      adding("dev", section("tokensPerUserDay: 9000", "tokensPerUserDay: 1000")),
      "dev.yaml:24:141 ai.applications.chat.budget.tokensPerUserDay | 1000 | more than 1024, the longest answer: there would be no answer at all |",
    ],
    [
      "with a model that is not there",
      adding("dev", section("model: nova,", "model: novae,")),
      "dev.yaml:24:55 ai.applications.chat.model | novae | a name of ai.bedrock.models (nova, mine, embed) | Did you mean nova?",
    ],
    [
      "with a model that the environment has for others",
      adding("dev", section("model: nova,", "model: mine,")),
      "dev.yaml:24:55 ai.applications.chat.model | mine | a model for applications (nova) |",
    ],
    [
      "that fall back to the model they have",
      adding("dev", section("guardrail: default,", "guardrail: default, fallback: nova,")),
      "dev.yaml:24:91 ai.applications.chat.fallback | nova | another model than nova | Change it.",
    ],
    [
      "with a guardrail that is not there",
      adding("dev", section("guardrail: default,", "guardrail: defualt,")),
      "dev.yaml:24:72 ai.applications.chat.guardrail | defualt | a name of ai.bedrock.guardrails (default) | Did you mean default?",
    ],
    [
      "without a guardrail",
      adding("dev", section("guardrail: default, ", "")),
      "dev.yaml:24:5 ai.applications.chat.guardrail | nothing |",
    ],
    [
      "that look things up where nothing is",
      adding("dev", section("guardrail: default,", "guardrail: default, knowledgeBases: [manual, manuals],")),
      "dev.yaml:24:106 ai.applications.chat.knowledgeBases[1] | manuals | a name of ai.bedrock.knowledgeBases (manual) | Did you mean manual?",
    ],
    [
      "that look things up twice",
      adding("dev", section("guardrail: default,", "guardrail: default, knowledgeBases: [manual, manual],")),
      "dev.yaml:24:106 ai.applications.chat.knowledgeBases[1] | manual | manual only once |",
    ],
    [
      "that write what belongs to people where everybody finds it",
      adding("dev", section("guardrail: default,", "guardrail: default, fills: manual,")),
      "dev.yaml:24:88 ai.applications.chat.fills | manual | a knowledge base with the audience owner (there is none): applications write what belongs to people | Name another.",
    ],
    [
      "that have to be good at what no trial asks",
      adding("dev", section("usdPerUserDay: 1", "usdPerUserDay: 1", "start-ingestion")),
      "dev.yaml:24:169 ai.applications.start-ingestion.quality | 0.8 | no quality without trials in functions/evaluation/cases/start-ingestion.json | Add that file, or remove the line.",
    ],
    [
      "that use what they cannot reach",
      adding("dev", section("memoryMiB: 512", "memoryMiB: 512, uses: { cache.main: read }")),
      "dev.yaml:24:207 ai.applications.chat.uses.cache.main | the key cache.main | something of the kinds bus, queues, secrets, tables, zones: nothing leads from",
    ],
    [
      "in production without an owner",
      adding("prod", section("owner: support, ", "")),
      "prod.yaml:24:5 ai.applications.chat.owner | nothing | an owner of every application in tier production |",
    ],
    [
      "in production without a risk tier",
      adding("prod", section("riskTier: limited, ", "")),
      "prod.yaml:24:5 ai.applications.chat.riskTier | nothing | a risk tier of every application in tier production |",
    ],
  ])("%s are refused", tells);

  test("may be without owner below production", () => {
    expect(errorsOf(adding("stage", section("owner: support, riskTier: limited, ", "")))).toEqual([]);
  });
});

describe("a prompt", () => {
  const file = "functions/chat/prompts/system.v1.md";
  const prompt = "---\nvariables: [title, text]\n---\nSummarize {{title}}:\n{{text}}\n";
  const errorsFor = (text: string) =>
    errorsIn(file, text).map(({ place, seen, allowed }) => `${place.line}:${place.column} ${seen} | ${allowed}`);

  test("with all of its variables is taken", () => {
    expect(errorsFor(prompt)).toEqual([]);
  });

  test.each([
    [
      "that nothing fills",
      edit(prompt, "{{text}}", "Of {{owner}}: {{text}}"),
      "5:4 {{owner}} | one of its variables (title, text)",
    ],
    ["that the text does not have", edit(prompt, "{{text}}", ""), "2:20 text | variables that the text has"],
  ])("with a variable %s is refused, with line and column", (_, text, expected) => {
    expect(errorsFor(text)).toEqual([expected]);
  });

  test("without a beginning is refused", () => {
    expect(errorsFor("Summarize {{title}}")).toEqual([
      "1:1 another beginning | a prompt that begins with its variables: ---, variables: [a, b], ---",
    ]);
  });
});
