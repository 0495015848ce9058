import { describe, expect, test } from "vitest";
import type { Monitor } from "../../../modules/models/monitor-settings";
import type { Step } from "../../../modules/models/pipeline/definition";
import { trainingPipeline } from "../../../modules/models/pipeline/training-pipeline";
import { allSteps } from "../../../modules/models/pipeline/verification";
import { samplePipeline } from "./sample-pipeline";

const all = samplePipeline.monitors;

/** The steps of the pipeline of a model that has these monitors. */
function stepsFor(...monitors: readonly Monitor[]) {
  const steps = allSteps(trainingPipeline({ ...samplePipeline, monitors }).Steps);
  const find = <Type extends Step["Type"]>(type: Type, name: string) =>
    steps.find((step): step is Extract<Step, { Type: Type }> => step.Type === type && step.Name === name);
  return { names: steps.map(({ Name }) => Name), find };
}

const baselinesFor = (...monitors: readonly Monitor[]) =>
  stepsFor(...monitors).find("RegisterModel", "Register")?.Arguments.DriftCheckBaselines;

test("a version brings what each of its monitors compares with", () => {
  const baselines = baselinesFor(...all);
  expect(baselines?.ModelDataQuality?.Constraints).toBeDefined();
  expect(baselines?.ModelQuality?.Constraints).toBeDefined();
});

test("the registry shows what was measured, and the report of the evaluation in any case", () => {
  const metricsFor = (...monitors: readonly Monitor[]) =>
    stepsFor(...monitors).find("RegisterModel", "Register")?.Arguments.ModelMetrics;
  expect(metricsFor(...all)).toMatchObject(baselinesFor(...all) ?? {});
  expect(JSON.stringify(metricsFor()?.ModelQuality?.Statistics)).toContain("evaluation.json");
});

describe("without its monitor", () => {
  test("no baseline of data quality is made", () => {
    const others = all.filter((one) => one !== "data-quality");
    expect(stepsFor(...others).names).not.toContain("Baseline");
    expect(baselinesFor(...others)?.ModelDataQuality).toBeUndefined();
  });

  test("the evaluation writes no constraints", () => {
    const argumentsFor = (...monitors: readonly Monitor[]) =>
      stepsFor(...monitors).find("Processing", "Evaluate")?.Arguments.AppSpecification?.ContainerArguments;
    expect(argumentsFor(...all)).toContain("--at-least");
    const others = all.filter((one) => one !== "model-quality");
    expect(argumentsFor(...others)).toBeUndefined();
    expect(baselinesFor(...others)?.ModelQuality).toBeUndefined();
  });
});
