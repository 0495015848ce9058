import type { ChosenModel } from "../../../modules/bedrock/route";
import { readTables } from "../../../modules/catalog/grants";
import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { keepResults, runQueries } from "../../../modules/query/grants";
import type { Tier } from "../../../platform/environment";
import { athena } from "../access/athena";
import { neverData, neverDeployers, neverRawData } from "../access/data";
import { glue } from "../access/glue";
import { useKeys } from "../access/kms";
import { invokeModels, neverPrompts, neverWithoutGuardrail } from "../access/models";
import type { Reach } from "../access/reach";
import { s3 } from "../access/s3";
import { arnsOf } from "../access/service";
import { encryptSwitches } from "../access/ssm";
import { noOtherRole } from "../access/sts";
import { allow } from "../access/work";
import type { SecurityEnvironment } from "../config";
import type { Persona } from "../personas-config";
import { type PlannedPolicies, policiesAt } from "./planned-policy";
import type { Scope } from "./scope";
import { configurationPolicies, peopleChanges } from "./shared";

export const descriptions: Readonly<Record<Persona, string>> = {
  developer: "Writes applications: free in a sandbox, watches elsewhere.",
  deployer: "Changes infrastructure by hand, within the boundary, and sees no data.",
  operations: "Starts, stops, scales, fails over and restores.",
  "ai-engineer": "Trains, tunes and approves models outside of production.",
};

/** The policies that each persona carries. */
export function peoplePolicies(environment: SecurityEnvironment, scope: Scope): Record<Persona, PlannedPolicies> {
  const { tier } = environment;
  const reach = scope.everywhere;
  const personas = (policies: Parameters<typeof policiesAt>[1]) => policiesAt("/personas/", policies);
  const people = personas({
    people: [
      "What all people may see, and what none may do.",
      [...allow("observe", reach), neverRawData(reach), noOtherRole, neverWithoutGuardrail(reach)],
    ],
  });
  const invocable = modelsOf(environment);
  const models = personas(
    invocable.length > 0
      ? { models: ["Which models people may invoke, with a guardrail.", invokeModels(reach, invocable)] }
      : {},
  );
  const noPrompts = personas({
    "no-prompts": ["What others ask models and what these answer is not to be read.", [neverPrompts(reach)]],
  });
  const queries = personas({
    queries: ["Queries on the processed zone, for whoever may read it.", queryProcessedData(reach)],
  });
  const messages = personas({
    messages: ["The way of dead letters back to their queue.", redrive(reach)],
  });
  const switches = personas({
    switches: [
      "What is switched on and off: applications of language models, and what alarms do.",
      [...allow("switch", reach), encryptSwitches(reach)],
    ],
  });
  const work = (persona: Persona, statements: readonly PolicyStatement[]) =>
    personas(statements.length > 0 ? { [`${persona}-work`]: [descriptions[persona], statements] } : {});

  const configuration = configurationPolicies(scope);
  return {
    developer: {
      ...people,
      ...noPrompts,
      ...(tier !== "production" && models),
      ...(tier === "sandbox" && { ...queries, ...work("developer", develop(reach)) }),
    },
    deployer: {
      ...people,
      ...noPrompts,
      ...configuration,
      ...peopleChanges(scope),
      ...work("deployer", [...neverData(reach), ...neverDeployers()]),
    },
    operations: {
      ...people,
      ...noPrompts,
      ...configuration,
      ...messages,
      ...switches,
      ...work("operations", operate(reach, tier)),
    },
    "ai-engineer": {
      ...people,
      ...(tier === "production" && noPrompts),
      ...models,
      ...queries,
      ...work("ai-engineer", makeModels(reach, tier)),
    },
  };
}

/** The models that people may invoke. */
function modelsOf({ ai }: SecurityEnvironment): ChosenModel[] {
  return Object.values(ai.bedrock.models).filter((model) => model.for.includes("people"));
}

/** Query the tables of the processed zone with Athena, for personas that may read its objects. */
function queryProcessedData(reach: Reach): PolicyStatement[] {
  const keys = useKeys(reach, ["lake"], ["athena", "glue", "s3"], ["kms:Decrypt", "kms:GenerateDataKey"]);
  return [
    runQueries(arnsOf(reach, athena, "lakeWorkgroup")),
    readTables("SeeTables", arnsOf(reach, glue, "catalog", "processedDatabase", "processedTable")),
    {
      sid: "FindResults",
      actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      resources: arnsOf(reach, s3, "processed", "results"),
    },
    keepResults(arnsOf(reach, s3, "resultsObject")),
    { ...keys, sid: "UseKeyOfLake" },
  ];
}

function develop(reach: Reach): PolicyStatement[] {
  return [
    ...allow("develop", reach),
    useKeys(reach, ["lake"], "s3", ["kms:Decrypt"]),
    { ...useKeys(reach, ["secrets"], "secretsmanager", ["kms:Decrypt"]), sid: "UseKeysOfSecrets" },
  ];
}

/** Outside of production the AI engineers approve their own models. */
function operate(reach: Reach, tier: Tier): PolicyStatement[] {
  return [...allow("operate", reach), ...(tier === "production" ? allow("approve", reach) : [])];
}

function redrive(reach: Reach): PolicyStatement[] {
  return [...allow("redrive", reach), useKeys(reach, ["streams"], "sqs", ["kms:Decrypt", "kms:GenerateDataKey"])];
}

/** Trains, tunes and approves outside of production; reads data everywhere. */
function makeModels(reach: Reach, tier: Tier): PolicyStatement[] {
  return [
    ...allow("study", reach),
    useKeys(reach, ["lake", "artifacts"], "s3", ["kms:Decrypt", "kms:GenerateDataKey"]),
    ...(tier === "production" ? [] : [...allow("train", reach), ...allow("approve", reach)]),
  ];
}
