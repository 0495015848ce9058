import { existsSync } from "node:fs";
import { join } from "node:path";
import { type Candidate, errorAt, keyErrorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf, formatPath, valueAt } from "../../environments/loader/values";
import { evaluationPurpose } from "../../modules/bedrock/evaluation";
import { partsOf } from "../../platform/references";
import { projectRoot } from "../../platform/root";
import { usualOutputTokens } from "./applications-config";
import { audienceErrors, modelErrors, unknownName } from "./bedrock-rules";
import type { AiEnvironment } from "./config";
import { promptErrors } from "./prompts-rules";

type Checked = Candidate<AiEnvironment>;

const section = ["ai", "applications"];

const applicationsOf = ({ settings }: Checked) => entriesOf(settings.ai?.applications);

const isThere = (file: string) => existsSync(join(projectRoot(), file));

/** The folder has the code: without it, synthesis could not build the package. */
const codeIsThere: Rule<AiEnvironment> = each((candidate) =>
  applicationsOf(candidate).flatMap(([name]) => {
    const file = `functions/${name}/index.ts`;
    if (isThere(file)) return [];
    const allowed = `an application whose code is in ${file}`;
    return [keyErrorAt(candidate, [...section, name], { allowed, fix: "Rename it, or add that file." })];
  }),
);

/** Functions of both layers have their names in common. */
const namesAreFree: Rule<AiEnvironment> = each((candidate) =>
  applicationsOf(candidate).flatMap(([name]) => {
    const functions: Readonly<Record<string, unknown>> = candidate.settings.application?.functions ?? {};
    if (name !== evaluationPurpose && !(name in functions)) return [];
    const why =
      name === evaluationPurpose ? "the function that evaluates them" : formatPath(["application", "functions"]);
    const allowed = "a name that no function has";
    return [keyErrorAt(candidate, [...section, name], { allowed, why: `${why} has it`, fix: "Rename one of them." })];
  }),
);

/** What an application names is there, and for applications. */
const modelsAndGuardrails: Rule<AiEnvironment> = each((candidate) =>
  applicationsOf(candidate).flatMap(([name, { model, fallback, knowledgeBases = [] }]) => {
    const path = [...section, name];
    const twice = fallback !== undefined && fallback === model;
    return [
      ...modelErrors(candidate, [...path, "model"], "applications"),
      ...modelErrors(candidate, [...path, "fallback"], "applications"),
      ...unknownName(candidate, [...path, "guardrail"], "guardrails"),
      ...knowledgeBases.flatMap((_, index) =>
        unknownName(candidate, [...path, "knowledgeBases", index], "knowledgeBases"),
      ),
      ...audienceErrors(candidate, [...path, "fills"], "owner"),
      ...(twice
        ? [errorAt(candidate, [...path, "fallback"], { allowed: `another model than ${model}`, fix: "Change it." })]
        : []),
    ];
  }),
);

/** What answers at an endpoint in the VPC, or behind a gateway endpoint: an application reaches nothing else. */
const reachable = ["bus", "queues", "secrets", "tables", "zones"];

const usesAreReachable: Rule<AiEnvironment> = each((candidate) =>
  applicationsOf(candidate).flatMap(([name, { uses }]) =>
    Object.keys(uses ?? {}).flatMap((reference) => {
      if (reachable.includes(partsOf(reference).kind)) return [];
      const allowed = `something of the kinds ${reachable.join(", ")}`;
      const why = "nothing leads from the subnets of the ai tier to the rest";
      return [keyErrorAt(candidate, [...section, name, "uses", reference], { allowed, why, fix: "Remove the line." })];
    }),
  ),
);

/** Both limits of a user, or none. */
const limitsComeTogether: Rule<AiEnvironment> = each((candidate) =>
  applicationsOf(candidate).flatMap(([name]) => {
    const path = [...section, name, "budget"];
    // A limit with a wrong value is present too: that is a separate error.
    const missing = ["usdPerUserDay", "tokensPerUserDay"].filter(
      (limit) => valueAt(candidate.merged.value, [...path, limit]) === undefined,
    );
    if (missing.length !== 1) return [];
    const allowed = "usdPerUserDay and tokensPerUserDay together";
    return [errorAt(candidate, [...path, ...missing], { allowed, fix: "Add the line, or remove the other." })];
  }),
);

/** A user can pay for one answer at least. */
const answersCanBePaid: Rule<AiEnvironment> = each((candidate) =>
  applicationsOf(candidate).flatMap(([name, { budget, maxOutputTokens = usualOutputTokens }]) => {
    const tokens = budget?.tokensPerUserDay;
    if (tokens === undefined || tokens > maxOutputTokens) return [];
    const allowed = `more than ${maxOutputTokens}, the longest answer`;
    const why = "there would be no answer at all";
    const path = [...section, name, "budget", "tokensPerUserDay"];
    return [errorAt(candidate, path, { allowed, why, fix: "Raise it, or lower maxOutputTokens." })];
  }),
);

/** What is evaluated has something to be evaluated with. */
const trialsAreThere: Rule<AiEnvironment> = each((candidate) =>
  applicationsOf(candidate).flatMap(([name, { quality }]) => {
    const file = `functions/${evaluationPurpose}/cases/${name}.json`;
    if (quality === undefined || isThere(file)) return [];
    const allowed = `no quality without trials in ${file}`;
    return [errorAt(candidate, [...section, name, "quality"], { allowed, fix: "Add that file, or remove the line." })];
  }),
);

/** Every variable of a prompt is one that the code fills. */
const promptsAreComplete: Rule<AiEnvironment> = (candidates) =>
  [...new Set(candidates.flatMap((candidate) => applicationsOf(candidate).map(([name]) => name)))].flatMap(
    promptErrors,
  );

/** In production every application has an owner and a risk tier. */
const answeredFor: Rule<AiEnvironment> = each((candidate) => {
  if (candidate.settings.tier !== "production") return [];
  return applicationsOf(candidate).flatMap(([name, application]) =>
    (["owner", "riskTier"] as const)
      .filter((key) => application[key] === undefined)
      .map((key) =>
        errorAt(candidate, [...section, name, key], {
          allowed: `${key === "owner" ? "an owner" : "a risk tier"} of every application in tier production`,
          fix: "Add the line to the application.",
        }),
      ),
  );
});

export const applicationsRules: readonly Rule<AiEnvironment>[] = [
  codeIsThere,
  namesAreFree,
  modelsAndGuardrails,
  usesAreReachable,
  limitsComeTogether,
  answersCanBePaid,
  trialsAreThere,
  promptsAreComplete,
  answeredFor,
];
