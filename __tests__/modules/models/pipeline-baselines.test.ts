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

const outputsOf = (step?: Extract<Step, { Type: "Processing" }>) =>
  step?.Arguments.ProcessingOutputConfig?.Outputs?.map(({ OutputName }) => OutputName);

const baselinesFor = (...monitors: readonly Monitor[]) =>
  stepsFor(...monitors).find("RegisterModel", "Register")?.Arguments.DriftCheckBaselines;

test("a version brings what each of its monitors compares with", () => {
  const baselines = baselinesFor(...all);
  expect(baselines?.ModelDataQuality?.Constraints).toBeDefined();
  expect(baselines?.ModelQuality?.Constraints).toBeDefined();
  for (const one of [baselines?.Bias?.ConfigFile, baselines?.Bias?.PostTrainingConstraints]) expect(one).toBeDefined();
  expect(baselines?.Explainability?.ConfigFile).toBeDefined();
  expect(baselines?.Explainability?.Constraints?.S3Uri).toEqual({ Get: "Steps.Explain.CalculatedBaselineConstraints" });
});

test("the registry shows what was measured, and the report of the evaluation in any case", () => {
  const metricsFor = (...monitors: readonly Monitor[]) =>
    stepsFor(...monitors).find("RegisterModel", "Register")?.Arguments.ModelMetrics;
  const { Bias, Explainability, ...quality } = baselinesFor(...all) ?? {};
  expect(metricsFor(...all)).toMatchObject(quality);
  expect(metricsFor(...all)?.Bias?.PostTrainingReport).toEqual(Bias?.PostTrainingConstraints);
  expect(metricsFor(...all)?.Explainability?.Report).toEqual(Explainability?.Constraints);
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

  test("no job measures bias, and the evaluation leaves no rows for it", () => {
    const others = stepsFor(...all.filter((one) => one !== "bias"));
    expect(others.names).not.toContain("Bias");
    expect(others.names).toContain("Explain");
    expect(outputsOf(others.find("Processing", "Evaluate"))).toEqual(["report", "sample"]);
  });

  test("no copy of the model is asked", () => {
    const others = stepsFor(...all.filter((one) => one !== "explainability"));
    expect(others.names).not.toContain("Explain");
    expect(others.names).toContain("Bias");
    expect(outputsOf(others.find("Processing", "Evaluate"))).toEqual(["report", "labeled"]);
  });

  test("the evaluation reads nothing about analyses", () => {
    const inputs = stepsFor("data-quality", "model-quality").find("Processing", "Evaluate")?.Arguments.ProcessingInputs;
    expect(inputs?.map(({ InputName }) => InputName)).not.toContain("analyses");
  });
});
