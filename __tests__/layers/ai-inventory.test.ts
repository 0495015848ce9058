import { expect, test } from "vitest";
import { loadEnvironments } from "../../environments/load";
import type { Environment } from "../../layers/layers";
import { modelsAsOf } from "../../modules/bedrock/models";
import { factsOf, routeOf } from "../../modules/bedrock/route";
import { markdownTable } from "../support/markdown";

const environments = loadEnvironments();

/** Rows of all environments, each once, with those that have it in the last column. */
function rowsOf(of: (environment: Environment) => readonly (readonly string[])[]): string[][] {
  const found = new Map<string, string[]>();
  for (const environment of environments) {
    for (const row of of(environment)) {
      const key = row.join("\0");
      found.set(key, [...(found.get(key) ?? []), environment.name]);
    }
  }
  return [...found]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, names]) => [...key.split("\0"), names.join(", ")]);
}

const list = (items: readonly string[]) => (items.length > 0 ? [...items].sort().join(", ") : "—");
const code = (text: string) => `\`${text}\``;

/** What in an environment invokes something, by the reference that names it. */
function callersOf({ application }: Environment, reference: string): string[] {
  const users = { services: application.services, functions: application.functions };
  return Object.entries(users).flatMap(([kind, all]) =>
    Object.entries(all)
      .filter(([, { uses }]) => reference in uses)
      .map(([name]) => `${kind}.${name}`),
  );
}

/** Who answers for what, and what it sees. */
function systemsOf(environment: Environment): string[][] {
  const { models, applications, bedrock } = environment.ai;
  const responsible = ({ owner, riskTier }: { readonly owner?: string; readonly riskTier?: string }) => [
    owner ?? "—",
    riskTier ?? "—",
  ];
  const folderOf = (name: string | undefined) => {
    const base = name === undefined ? undefined : bedrock.knowledgeBases[name];
    return base ? [`${base.zone}/${base.prefix} (${name})`] : [];
  };
  return [
    ...Object.entries(models).map(([name, model]) => [
      `models.${name}`,
      ...responsible(model),
      "its own",
      "—",
      "features",
      list(callersOf(environment, `models.${name}`)),
    ]),
    ...Object.entries(applications).map(([name, application]) => [
      `functions.${name}`,
      ...responsible(application),
      list([application.model, ...(application.fallback ? [application.fallback] : [])]),
      application.guardrail,
      list([...Object.keys(application.uses), ...application.knowledgeBases.flatMap(folderOf)]),
      list([
        ...callersOf(environment, `functions.${name}`),
        ...(application.on ? application.on.sources.map((source) => `events of ${source}`) : []),
      ]),
    ]),
    ...Object.entries(bedrock.agents).map(([name, agent]) => [
      `agents.${name}`,
      ...responsible(agent),
      agent.model,
      agent.guardrail,
      list([agent.actions.to, ...folderOf(agent.knowledgeBase)]),
      "—",
    ]),
  ];
}

function foundationModelsOf({ region, ai }: Environment): string[][] {
  return Object.entries(ai.bedrock.models).map(([name, model]) => {
    const route = routeOf(model, region) ?? expect.fail(`no way to ${name} from ${region}`);
    return [
      name,
      code(model.id),
      list(route.destinations),
      list(model.for),
      `${model.usdPerMillionTokens.input} / ${model.usdPerMillionTokens.output}`,
      String(model.usdPerDay),
      factsOf(model)?.endOfLife ?? "not announced",
    ];
  });
}

function guardrailsOf({ ai }: Environment): string[][] {
  return Object.entries(ai.bedrock.guardrails).map(([name, guardrail]) => [
    name,
    list([guardrail.content, ...Object.entries(guardrail.contentOf).map(([harm, strength]) => `${harm} ${strength}`)]),
    list(Object.keys(guardrail.deniedTopics)),
    list(Object.entries(guardrail.pii).map(([type, action]) => `${type} ${action}`)),
    guardrail.grounding === undefined ? "—" : String(guardrail.grounding),
  ]);
}

function knowledgeBasesOf({ ai }: Environment): string[][] {
  return Object.entries(ai.bedrock.knowledgeBases).map(([name, base]) => [
    name,
    code(`${base.zone}/${base.prefix}`),
    base.audience === "everybody" ? "everybody" : "owner of the document",
    base.store,
    `${base.embedding}, ${base.dimensions}`,
  ]);
}

test("docs/ai-inventory.md says what answers with a model, who is responsible and what it sees", async () => {
  const systems = rowsOf(systemsOf);
  expect(systems.map(([what]) => what)).toEqual(
    expect.arrayContaining(["agents.librarian", "functions.chat", "functions.summarize", "models.propensity"]),
  );
  const page = [
    "# Inventory of AI",
    "",
    "<!-- Generated from environments/*.yaml. Write it anew with: npx vitest run --project unit __tests__/layers/ai-inventory.test.ts --update -->",
    "",
    "What answers with a model in which environment, who is responsible for it, how much harm it can do, and what it sees.",
    "People call foundation models under the guardrails of the account; docs/access-matrix.md says who.",
    "",
    "## Models, applications and agents",
    "",
    markdownTable([["what", "owner", "risk tier", "models", "guardrail", "sees", "called by", "in"], ...systems]),
    "",
    "## Foundation models",
    "",
    `As of ${modelsAsOf}. Prices are US dollars for a million tokens of requests and answers; the budgets of applications together stay below the limit of a day.`,
    "",
    markdownTable([
      ["name", "model", "answered in", "for", "price", "a day", "last day", "in"],
      ...rowsOf(foundationModelsOf),
    ]),
    "",
    "## Guardrails",
    "",
    markdownTable([["name", "filters", "denied topics", "personal data", "grounding", "in"], ...rowsOf(guardrailsOf)]),
    "",
    "## Knowledge bases",
    "",
    markdownTable([["name", "documents", "found by", "store", "vectors", "in"], ...rowsOf(knowledgeBasesOf)]),
    "",
  ].join("\n");
  await expect(page).toMatchFileSnapshot("../../docs/ai-inventory.md");
});
