import { expect, test } from "vitest";
import type { Step } from "../../../modules/models/pipeline/definition";
import { definitionMistakes, orderOf } from "../../../modules/models/pipeline/verification";
import { testKey } from "../../support/site";
import { sampleBatch, samplePipeline } from "./sample-pipeline";

const score = sampleBatch.Steps.find(
  (step): step is Extract<Step, { Type: "Processing" }> => step.Type === "Processing",
);

test("a batch asks for the version that was approved last, and scores with it", () => {
  expect(definitionMistakes(sampleBatch)).toEqual([]);
  expect(orderOf(sampleBatch.Steps)).toEqual(["FindVersion", "Score"]);
  expect(sampleBatch.Steps[0]).toMatchObject({ Type: "Lambda", Arguments: { batchOf: "propensity" } });
  const inputs = score?.Arguments.ProcessingInputs?.map(({ S3Input }) => S3Input?.S3Uri);
  expect(inputs).toContainEqual({ Get: "Steps.FindVersion.OutputParameters['archive']" });
});

test("it ends at its longest run, which is what its cost is capped by, and is never taken for an earlier one", () => {
  expect(score?.Arguments).toMatchObject({
    StoppingCondition: { MaxRuntimeInSeconds: samplePipeline.jobs.maxMinutes * 60 },
    ProcessingResources: { ClusterConfig: { InstanceCount: 1 } },
    NetworkConfig: { EnableNetworkIsolation: true, EnableInterContainerTrafficEncryption: true },
  });
  expect(score?.CacheConfig).toBeUndefined();
});

test("predictions go to the lake, under its key", () => {
  expect(score?.Arguments.ProcessingOutputConfig).toMatchObject({
    KmsKeyId: testKey("lake"),
    Outputs: [{ S3Output: { S3Uri: "s3://strata-dev-lake-processed/predictions/propensity" } }],
  });
});
