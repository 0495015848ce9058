import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { installedProgram } from "../../commands/python-program";
import { evaluationMetrics } from "../../layers/ai/model-jobs-config";
import { baselineModel } from "../../modules/models/baseline-model";
import { join as joined, type Later, parameter } from "../../modules/models/pipeline/definition";
import { allSteps, orderOf } from "../../modules/models/pipeline/verification";
import { jobFile } from "../../platform/job-file";
import { projectRoot } from "../../platform/root";
import { sampleAnalyses, sampleBatch, sampleDefinition, samplePipeline } from "../modules/models/sample-pipeline";

const folder = join(projectRoot(), "__tests__", "provider", "model-chain");
const schema = z.strictObject({
  package: z.string(),
  with: z.array(z.string()),
  python: z.string(),
  costs: z.string(),
});

interface Results {
  readonly order: readonly string[];
  readonly examples: Readonly<Record<"train" | "validation" | "test", number>>;
  readonly log: string;
  readonly report: {
    readonly binary_classification_metrics: Readonly<Record<string, { readonly value: number }>>;
    readonly untuned: Readonly<Record<string, { readonly value: number }>>;
    readonly examples: number;
  };
  readonly constraints: {
    readonly version: number;
    readonly binary_classification_constraints: Readonly<
      Record<string, { readonly threshold: number; readonly comparison_operator: string }>
    >;
  };
  readonly analyses: Readonly<Record<"bias" | "explainability", unknown>>;
  readonly analyzed: Readonly<Record<"labeled" | "sample", readonly (readonly string[])[]>>;
  readonly transform: {
    readonly scores: readonly number[];
    readonly answer: { readonly predictions: readonly number[] };
    readonly refused: readonly string[];
  };
  readonly batch: {
    readonly day: string;
    readonly columns: Readonly<Record<string, string>>;
    readonly records: number;
    readonly rows: number;
    readonly featuresAt: readonly string[];
    readonly versions: readonly number[];
    readonly least: number;
    readonly most: number;
  };
  readonly first: readonly number[];
}

const wanted = schema.parse(parse(readFileSync(join(folder, "python.yaml"), "utf8")));
const python = await installedProgram({ ...wanted, name: "python", title: "xgboost" }, () => {}).catch(
  (error: Error) => {
    console.warn(`SKIPPED, this needs Python with xgboost. ${error.message}`);
    return undefined;
  },
);

/** An argument, with the default of the one parameter that arguments use. */
function valueOfArgument(argument: string | Later): string {
  if (typeof argument === "string") return argument;
  expect(argument).toEqual(joined("", parameter("Threshold")));
  return String(sampleDefinition.Parameters.find(({ Name }) => Name === "Threshold")?.DefaultValue);
}

/** Arguments of the steps of processing, as the definition has them. */
const processingArguments = Object.fromEntries(
  allSteps(sampleDefinition.Steps).flatMap((step) =>
    step.Type === "Processing"
      ? [[step.Name, (step.Arguments.AppSpecification?.ContainerArguments ?? []).map(valueOfArgument)]]
      : [],
  ),
);

/** Arguments of the step that scores in batches; what FindVersion answers is version 7. */
const batchArguments = allSteps(sampleBatch.Steps)
  .flatMap((step) => (step.Type === "Processing" ? (step.Arguments.AppSpecification?.ContainerArguments ?? []) : []))
  .map((argument) => (typeof argument === "string" ? argument : "7"));

async function runChain(program: string): Promise<Results> {
  const work = mkdtempSync(join(tmpdir(), "strata-test-"));
  try {
    const first = join(work, "first.tar.gz");
    writeFileSync(first, baselineModel(samplePipeline.learning.inputs, jobFile("models/inference.py")));
    const jobs = join(projectRoot(), "jobs", "models");
    const order = orderOf(sampleDefinition.Steps);
    // As the layer uploads them.
    const analyses = join(work, "analyses");
    mkdirSync(analyses);
    for (const [name, { monitor }] of Object.entries(sampleAnalyses)) {
      writeFileSync(join(analyses, `${name}.json`), JSON.stringify(monitor));
    }
    const plan = { analyses, order, arguments: processingArguments, batch: batchArguments, jobs, first };
    const environment = { PYTHONDONTWRITEBYTECODE: "1" };
    const { stdout } = await execa(program, [join(folder, "driver.py"), work, JSON.stringify(plan)], {
      env: environment,
    });
    return JSON.parse(/^RESULTS (.*)$/m.exec(stdout)?.[1] ?? "null") as Results;
  } finally {
    rmSync(work, { recursive: true });
  }
}

describe.skipIf(!python)("the steps of the training pipeline, in the order of its definition", () => {
  let results: Results;
  beforeAll(async () => {
    if (python) results = await runChain(python);
  });

  it("make examples, each record in one part", () => {
    const { train, validation, test } = results.examples;
    expect(train + validation + test).toBe(800);
    expect(Math.min(train, validation, test)).toBeGreaterThan(50);
  });

  it("print the metrics that tuning aims at", () => {
    const { objective = "" } = samplePipeline.learning.tuning ?? {};
    expect(results.log).toMatch(new RegExp(`${objective}:0\\.\\d+`));
  });

  it("write the report with the metric that the condition reads, of the tuned model and of the one before", () => {
    const condition = allSteps(sampleDefinition.Steps).find((step) => step.Type === "Condition");
    const path =
      condition?.Type === "Condition" ? condition.Arguments.Conditions[0]?.LeftValue["Std:JsonGet"].Path : "";
    const value = path?.split(".").reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], results.report);
    expect(value).toBeGreaterThan(0.7);
    expect(results.report.untuned.auc?.value).toBeGreaterThan(0.7);
    expect(results.report.examples).toBe(results.examples.test);
  });

  it("write constraints that allow a tenth less than was measured, and of the metric that decides what it needs", () => {
    const { version, binary_classification_constraints: constraints } = results.constraints;
    expect(version).toBe(0);
    expect(Object.keys(constraints).sort()).toEqual([...evaluationMetrics].sort());
    const { metric, atLeast } = samplePipeline.learning.approval;
    for (const [name, { threshold, comparison_operator }] of Object.entries(constraints)) {
      expect(comparison_operator).toBe("LessThanThreshold");
      const measured = results.report.binary_classification_metrics[name]?.value ?? Number.NaN;
      expect(threshold).toBeCloseTo(name === metric ? Math.max(0.9 * measured, atLeast) : 0.9 * measured, 5);
    }
  });

  it("leave rows for the analyses of Clarify, in the columns that their configurations name", () => {
    const { labeled, sample } = results.analyzed;
    expect(labeled).toHaveLength(results.examples.test);
    expect(sample).toEqual(labeled.map((row) => row.slice(0, samplePipeline.learning.inputs.length)));
    const { headers } = sampleAnalyses.bias.training as { readonly headers: readonly string[] };
    const column = (name: string) => labeled.map((row) => row[headers.indexOf(name)]);
    for (const row of labeled) expect(row).toHaveLength(headers.length);
    expect(new Set(column("segment"))).toEqual(new Set(["inactive", "occasional", "regular"]));
    for (const name of ["Label", "Prediction"]) expect(new Set(column(name))).toEqual(new Set(["0", "1"]));
    const agreed = column("Label").filter((one, index) => one === column("Prediction")[index]);
    expect(agreed.length / labeled.length).toBeCloseTo(
      results.report.binary_classification_metrics.accuracy?.value ?? 0,
    );
  });

  it("keep what monitors are to measure next to the report, for the version to bring", () => {
    const { bias, explainability } = sampleAnalyses;
    expect(results.analyses).toEqual({ bias: bias.monitor, explainability: explainability.monitor });
  });

  it("score a batch, one probability for each row", () => {
    const { scores } = results.transform;
    expect(scores).toHaveLength(results.examples.test);
    expect(scores.every((score) => score >= 0 && score <= 1)).toBe(true);
    expect(new Set(scores).size).toBeGreaterThan(1);
  });

  it("answer JSON by name, and refuse what does not fit the model", () => {
    expect(results.transform.answer.predictions).toEqual([expect.any(Number)]);
    expect(results.transform.refused).toEqual([
      "expected 3 values (last_seen_days, orders_30d, segment), got 2",
      "expected a number for orders_30d, got 'x'",
      "expected inputs last_seen_days, orders_30d, segment, got also unknown",
      "expected text/csv or application/json, got text/plain",
    ]);
  });

  it("leave a version that scores the newest features of every customer, in the columns of the table", () => {
    const { day, columns, records, rows, featuresAt, versions, least, most } = results.batch;
    expect(day).toMatch(/^day=\d{4}-\d\d-\d\d$/);
    expect(columns).toEqual({
      record_id: "object",
      features_at: "datetime64[ms]",
      probability: "float64",
      model_version: "int32",
      scored_at: "datetime64[ms]",
    });
    expect([records, rows, featuresAt, versions]).toEqual([400, 400, ["2026-03-04 00:00:00"], [7]]);
    expect(least).toBeGreaterThanOrEqual(0);
    expect(most).toBeLessThanOrEqual(1);
    expect(most).toBeGreaterThan(least);
  });

  it("have something to serve before the first run: a model that knows nothing", () => {
    expect(results.first).toEqual([0.5, 0.5]);
  });
});
