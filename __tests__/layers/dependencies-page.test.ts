import { expect, test } from "vitest";
import { loadEnvironments } from "../../environments/load";
import type { Environment } from "../../layers/layers";
import { markdownTable } from "../support/markdown";

/** Something that refers to something else, and at which level or why. */
type Dependency = readonly [what: string, on: string, how: string];

/** What applications of language models and agents name, in addition to what they use. */
function languageModelsOf({ applications, bedrock }: Environment["ai"]): Dependency[] {
  const known = (name: string) => `knowledgeBases.${name}`;
  const answersOf = (what: string, model: string, guardrail: string): Dependency[] => [
    [what, `bedrock.${model}`, "has answers from"],
    [what, `guardrails.${guardrail}`, "answers under"],
  ];
  return [
    ...Object.entries(applications).flatMap(([name, { model, fallback, guardrail, knowledgeBases, fills, on }]) => {
      const what = `functions.${name}`;
      const more: Dependency[] = knowledgeBases.map((base) => [what, known(base), "looks up in"]);
      if (fallback) more.push([what, `bedrock.${fallback}`, "falls back to"]);
      if (fills) more.push([what, known(fills), "writes to"]);
      if (on) more.push([what, on.bus, "is triggered by"]);
      return [...answersOf(what, model, guardrail), ...more];
    }),
    ...Object.entries(bedrock.agents).flatMap(([name, { model, guardrail, knowledgeBase, actions }]) => {
      const what = `agents.${name}`;
      const more: Dependency[] = [[what, actions.to, "acts through"]];
      if (knowledgeBase) more.push([what, known(knowledgeBase), "looks up in"]);
      return [...answersOf(what, model, guardrail), ...more];
    }),
    ...Object.entries(bedrock.knowledgeBases).flatMap(([name, { zone, embedding }]): Dependency[] => [
      [known(name), zone, "reads"],
      [known(name), `bedrock.${embedding}`, "has vectors from"],
    ]),
  ];
}

/** What the files of one environment say of its application and ai layers. */
function dependenciesOf({ application, ai }: Environment): Dependency[] {
  const { services, functions, events, api } = application;
  const workloads = [
    ...Object.entries(services).map(([name, service]) => [`services.${name}`, service.uses] as const),
    ...Object.entries(functions).map(([name, { uses }]) => [`functions.${name}`, uses] as const),
    ...Object.entries(ai.applications).map(([name, { uses }]) => [`functions.${name}`, uses] as const),
  ];
  return [
    ...languageModelsOf(ai),
    ...workloads.flatMap(([what, uses]) => Object.entries(uses).map(([on, level]): Dependency => [what, on, level])),
    ...Object.entries(functions).flatMap(([name, { from }]): Dependency[] =>
      from ? [[`functions.${name}`, from, "is triggered by"]] : [],
    ),
    ...Object.entries(events.rules).map(([name, { to }]): Dependency => [`rules.${name}`, to, "forwards to"]),
    ...Object.entries(events.topics).flatMap(([name, { subscribers }]) =>
      subscribers.map((to): Dependency => [`topics.${name}`, to, "sends to"]),
    ),
    ...Object.entries(api.http.routes).map(([, { route, to }]): Dependency => [route, to, "is answered by"]),
  ];
}

test("docs/dependencies.md says who uses what", async () => {
  const environments = loadEnvironments();
  const names = environments.map(({ name }) => name);
  const found = environments.map((environment) => new Set(dependenciesOf(environment).map((one) => one.join("\0"))));
  const rows = [...new Set(found.flatMap((all) => [...all]))]
    .sort()
    .map((one) => [...one.split("\0"), ...found.map((all) => (all.has(one) ? "yes" : "—"))]);
  expect(rows.map(([what, on]) => [what, on])).toContainEqual(["services.gateway", "tables.sessions"]);
  expect(rows.map((row) => row.slice(0, 3))).toEqual(
    expect.arrayContaining([
      ["functions.chat", "tables.sessions", "write"],
      ["functions.summarize", "knowledgeBases.documents", "writes to"],
      ["agents.librarian", "knowledgeBases.handbook", "looks up in"],
    ]),
  );

  const page = [
    "# Who uses what",
    "",
    "<!-- Generated from environments/*.yaml. Write it anew with: npx vitest run --project unit __tests__/layers/dependencies-page.test.ts --update -->",
    "",
    "What services and functions may use and at which level, what triggers functions, where rules and routes lead, and what",
    "applications of language models and agents answer with.",
    "Permissions, network policies and environment variables follow from these lines and from nothing else.",
    "",
    markdownTable([["what", "on", "how", ...names], ...rows]),
    "",
  ].join("\n");
  await expect(page).toMatchFileSnapshot("../../docs/dependencies.md");
});
