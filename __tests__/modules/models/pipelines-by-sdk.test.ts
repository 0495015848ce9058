import { readFileSync } from "node:fs";
import { join } from "node:path";
import diff from "microdiff";
import { expect, test } from "vitest";
import type { Analyses } from "../../../modules/models/analyses";
import type { AnalyzedMonitor } from "../../../modules/models/monitor-settings";
import type { Definition } from "../../../modules/models/pipeline/definition";
import { projectRoot } from "../../../platform/root";
import { sampleAnalyses, sampleBatch, sampleDefinition } from "./sample-pipeline";

/** What the official SDK of Python makes of the same graphs; `__tests__/provider/pipeline-definition` writes it. */
const bySdk = JSON.parse(
  readFileSync(join(projectRoot(), "__tests__", "modules", "models", "golden", "pipelines-by-sdk.json.txt"), "utf8"),
) as Record<"training" | "batch", Definition> & { readonly uploaded: Record<AnalyzedMonitor, Partial<Analyses>> };
const ours = { training: sampleDefinition, batch: sampleBatch };

const job = "Tune.Arguments.TrainingJobDefinition";

/** Differences that are none, and why. Lines are as `differences` has them. */
const allowed: readonly (readonly [RegExp, why: string])[] = [
  [/S3Input\.S3DataDistributionType: .* "FullyReplicated"$/, "the default of the API, written down"],
  [/S3Input\.S3CompressionType: .* "None"$/, "the default of the API, written down"],
  [/\.AppManaged: .* false$/, "the default of the API, written down"],
  [/\.SkipModelValidation: .* "None"$/, "the default of the API, written down"],
  [/\.CategoricalParameterRanges: .* \[\]$/, "no parameter has categories"],
  [/^Register\.Name: .* "Register-RegisterModel"$/, "the SDK adds the type to the name"],
  [/^CreateModel\.Name: .* "CreateModel-CreateModel"$/, "the SDK adds the type to the name"],
  [/^Transform\.Arguments\.ModelName\.Get: .* "Steps\.CreateModel-CreateModel\.ModelName"$/, "by that name"],
  [/^Explain\.ModelName\.Get: .* "Steps\.CreateModel-CreateModel\.ModelName"$/, "by that name"],
  [new RegExp(`^${job}\\.(HyperParameterTuning)?ResourceConfig: `), "two names; a test below compares the values"],
];

/** The graph as a tree in which a step is found by its name, so that differences name it. */
function tree(value: unknown): unknown {
  if (Array.isArray(value)) {
    if (value.length === 0) return [];
    const named = value.every((one) => typeof one === "object" && one !== null && "Name" in one && "Type" in one);
    return named
      ? Object.fromEntries(value.map((one) => [String(one.Name).replace(/-\w+$/, ""), tree(one)]))
      : value.map(tree);
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, tree(one)]));
}

/** One line for each: path from the innermost step, our value, theirs. */
function differences(mine: Definition, theirs: Definition): string[] {
  const plain = (definition: Definition) => tree(JSON.parse(JSON.stringify(definition))) as Record<string, unknown>;
  return diff(plain(mine), plain(theirs)).map((one) => {
    const path = one.path.join(".").replace(/^(.*\.)?(Steps|IfSteps|ElseSteps)\./, "");
    const before = "oldValue" in one ? JSON.stringify(one.oldValue) : "nothing";
    return `${path}: expected ${before}, got ${"value" in one ? JSON.stringify(one.value) : "nothing"}`;
  });
}

const found = (["training", "batch"] as const).flatMap((name) => differences(ours[name], bySdk[name]));

test("steps, types, dependencies, references, parameters, caches, retries and requests are what the SDK makes", () => {
  expect(found.filter((line) => !allowed.some(([pattern]) => pattern.test(line)))).toEqual([]);
});

test.each(allowed)("the exception %s occurs: %s", (pattern) => {
  expect(found.some((line) => pattern.test(line))).toBe(true);
});

test("jobs of tuning run on the same instances and disks", () => {
  const definitionOf = ({ Steps }: Definition) => {
    const step = Steps.find(({ Name }) => Name === "Tune");
    return step?.Type === "Tuning" ? step.Arguments.TrainingJobDefinition : undefined;
  };
  const { ResourceConfig } = definitionOf(sampleDefinition) ?? expect.fail("no tuning");
  expect(definitionOf(bySdk.training)?.HyperParameterTuningResourceConfig).toEqual(ResourceConfig);
});

test("what Clarify and its monitors are to measure is what the SDK would upload", () => {
  expect(sampleAnalyses.explainability).toEqual(bySdk.uploaded.explainability);
  // The script itself checks the other one of bias against the schema of the SDK, which cannot make it.
  expect(sampleAnalyses.bias.monitor).toEqual(bySdk.uploaded.bias.monitor);
});

test("another dependency, another reference or another retry is a difference", () => {
  const text = JSON.stringify(sampleDefinition);
  const changed = (from: string, to: string) => {
    expect(text).toContain(from);
    return differences(JSON.parse(text.replace(from, to)), bySdk.training).filter(
      (line) => !allowed.some(([pattern]) => pattern.test(line)),
    );
  };
  expect(changed('"DependsOn":["Train"]', '"DependsOn":["Preprocess"]')).toEqual([
    'Tune.DependsOn.0: expected "Preprocess", got "Train"',
  ]);
  expect(changed("Outputs['test']", "Outputs['train']").join()).toContain("Evaluate.Arguments.ProcessingInputs.2");
  expect(changed("SageMaker.CAPACITY_ERROR", "SageMaker.RESOURCE_LIMIT").join()).toContain("RetryPolicies.1");
});
