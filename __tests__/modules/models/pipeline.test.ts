import { describe, expect, test } from "vitest";
import { type Definition, get, type Step } from "../../../modules/models/pipeline/definition";
import { trainingPipeline } from "../../../modules/models/pipeline/training-pipeline";
import { allSteps, definitionMistakes, orderOf } from "../../../modules/models/pipeline/verification";
import { testKey } from "../../support/site";
import { sampleDefinition, samplePipeline } from "./sample-pipeline";

const steps = allSteps(sampleDefinition.Steps);
const ofType = <Type extends Step["Type"]>(type: Type) =>
  steps.filter((step): step is Extract<Step, { Type: Type }> => step.Type === type);

test("the definition is the one on record", async () => {
  await expect(`${JSON.stringify(sampleDefinition, null, 2)}\n`).toMatchFileSnapshot(
    "golden/training-pipeline.json.txt",
  );
});

test("steps run after what they use", () => {
  expect(orderOf(sampleDefinition.Steps)).toEqual([
    "Preprocess",
    "Train",
    "Tune",
    "Evaluate",
    "Baseline",
    "Bias",
    "GoodEnough",
    "CreateModel",
    "Explain",
    "Register",
    "Transform",
    "NotGoodEnough",
  ]);
});

test("without tuning the model that was trained is evaluated and registered", () => {
  const { tuning: _, ...learning } = samplePipeline.learning;
  const definition = trainingPipeline({ ...samplePipeline, learning });
  expect(orderOf(definition.Steps)).not.toContain("Tune");
  const trained = { Get: "Steps.Train.ModelArtifacts.S3ModelArtifacts" };
  const register = allSteps(definition.Steps).find(({ Name }) => Name === "Register");
  expect(JSON.stringify(register?.Arguments)).toContain(JSON.stringify(trained));
});

describe("every job", () => {
  const placed = { SecurityGroupIds: ["sg-0123456789abcdef0"], Subnets: ["subnet-0a1b2c3d", "subnet-1b2c3d4e"] };
  const isolated = { EnableNetworkIsolation: true, EnableInterContainerTrafficEncryption: true, VpcConfig: placed };

  test("that asks a copy of the model is in the same subnets, and cannot be isolated", () => {
    for (const { Arguments } of ofType("ClarifyCheck")) {
      expect(Arguments.NetworkConfig).toEqual({ ...isolated, EnableNetworkIsolation: false });
    }
  });

  test("is isolated in the subnets of the ai tier, and encrypts what passes between containers", () => {
    for (const { Arguments } of ofType("Processing")) expect(Arguments.NetworkConfig).toEqual(isolated);
    for (const { Arguments } of ofType("Training")) expect(Arguments).toMatchObject(isolated);
    for (const { Arguments } of ofType("Tuning")) expect(Arguments.TrainingJobDefinition).toMatchObject(isolated);
    for (const { Arguments } of ofType("Model")) {
      expect(Arguments).toMatchObject({ EnableNetworkIsolation: true, VpcConfig: placed });
    }
  });

  test("encrypts its disk and what it writes with the key of artifacts", () => {
    const key = testKey("artifacts");
    for (const { Arguments } of [...ofType("Processing"), ...ofType("ClarifyCheck")]) {
      expect(Arguments.ProcessingResources?.ClusterConfig?.VolumeKmsKeyId).toBe(key);
      expect(Arguments.ProcessingOutputConfig?.KmsKeyId).toBe(key);
    }
    const training = [
      ...ofType("Training").map(({ Arguments }) => Arguments),
      ...ofType("Tuning").map(({ Arguments }) => Arguments.TrainingJobDefinition),
    ];
    for (const job of training) {
      expect(job).toMatchObject({ ResourceConfig: { VolumeKmsKeyId: key }, OutputDataConfig: { KmsKeyId: key } });
    }
    for (const { Arguments } of ofType("Transform")) {
      expect(Arguments).toMatchObject({
        TransformResources: { VolumeKmsKeyId: key },
        TransformOutput: { KmsKeyId: key },
      });
    }
  });

  test("ends after a while, and on spot instances waits no longer than that again", () => {
    for (const { Arguments } of [...ofType("Processing"), ...ofType("ClarifyCheck")]) {
      expect(Arguments.StoppingCondition).toEqual({ MaxRuntimeInSeconds: 3600 });
    }
    for (const { Arguments } of ofType("Training")) {
      expect(Arguments.StoppingCondition).toEqual({ MaxRuntimeInSeconds: 3600, MaxWaitTimeInSeconds: 7200 });
    }
  });
});

test("a version waits for approval, with its report", () => {
  const [register] = ofType("RegisterModel");
  expect(register?.Arguments.ModelApprovalStatus).toBe("PendingManualApproval");
  expect(register?.Arguments.ModelMetrics?.ModelQuality).toBeDefined();
});

describe("a graph", () => {
  const fail = (Name: string, ErrorMessage: string | ReturnType<typeof get>, DependsOn?: readonly string[]): Step => ({
    Name,
    Type: "Fail",
    Arguments: { ErrorMessage },
    DependsOn,
  });
  const mistakesOf = (...all: readonly Step[]) =>
    definitionMistakes({ Parameters: sampleDefinition.Parameters, Steps: all });

  test("of the platform is sound", () => {
    expect(definitionMistakes(sampleDefinition)).toEqual([]);
  });

  test.each<[string, readonly Step[], string]>([
    ["with a step twice", [fail("A", "x"), fail("A", "y")], "expected each step once, got A twice"],
    [
      "that refers to no step",
      [fail("A", get("Steps.B.ModelName"))],
      "A refers to Steps.B.ModelName, which is nowhere",
    ],
    ["that refers to no parameter", [fail("A", get("Parameters.B"))], "A refers to Parameters.B, which is nowhere"],
    [
      "that refers to an output that a step does not have",
      [...sampleDefinition.Steps, fail("A", get("Steps.Evaluate.ProcessingOutputConfig.Outputs['x'].S3Output.S3Uri"))],
      "A refers to Steps.Evaluate.ProcessingOutputConfig.Outputs['x'].S3Output.S3Uri, which is nowhere",
    ],
    [
      "that has a model explained which no step makes",
      sampleDefinition.Steps.map((step) => {
        if (step.Type !== "Condition") return step;
        const IfSteps = step.Arguments.IfSteps.filter(({ Type }) => Type !== "Model");
        return { ...step, Arguments: { ...step.Arguments, IfSteps } };
      }),
      "Explain refers to Steps.CreateModel.ModelName, which is nowhere",
    ],
    ["that waits for no step", [fail("A", "x", ["B"])], "A waits for B, which is no step"],
    ["with a cycle", [fail("A", "x", ["B"]), fail("B", "x", ["A"])], "A waits for itself, or for a step that does"],
  ])("%s is not", (_, all, mistake) => {
    expect(mistakesOf(...all)).toContain(mistake);
  });

  test("whose condition reads a report that no step writes is not", () => {
    const without = sampleDefinition.Steps.map((step) =>
      step.Type === "Processing" ? { ...step, PropertyFiles: undefined } : step,
    );
    const broken: Definition = { ...sampleDefinition, Steps: without };
    expect(definitionMistakes(broken)).toEqual([
      "GoodEnough refers to Steps.Evaluate.PropertyFiles.Report, which is nowhere",
    ]);
  });
});
