import { CopyObjectCommand, GetObjectCommand } from "@aws-sdk/client-s3";
import {
  CreateEndpointConfigCommand,
  CreateModelCardCommand,
  CreateModelCommand,
  DescribeEndpointCommand,
  DescribeModelPackageCommand,
  ListModelPackagesCommand,
  StartPipelineExecutionCommand,
  UpdateEndpointCommand,
  UpdateModelCardCommand,
} from "@aws-sdk/client-sagemaker";
import { describe, expect, test } from "vitest";
import { type CardFacts, cardOf, cardSchema, reportOf } from "../../functions/operate-models/card";
import { configurationName } from "../../functions/operate-models/deployment";
import { type ModelEvent, modelEventOf } from "../../functions/operate-models/event";
import { type Operation, operate, versionForBatch } from "../../functions/operate-models/operation";
import type { ModelSettings } from "../../functions/operate-models/settings";

const prefixes = { names: "strata-dev-", parameters: "/strata/dev/models/" };
const packageArn = "arn:aws:sagemaker:us-east-1:111122223333:model-package/strata-dev-propensity/3";
const approvedVersion = { packageArn, version: 3 };

const facts: CardFacts = {
  keyArn: "arn:aws:kms:us-east-1:111122223333:key/artifacts",
  description: "Predicts orders.",
  owner: "growth",
  riskTier: "limited",
  learnsFrom: "features.customer",
  inputs: ["orders_30d", "segment"],
  label: "orders_30d is 1 or more after 30 days",
  approval: { metric: "auc", atLeast: 0.75 },
  facet: "segment",
};

const settings: ModelSettings = {
  endpointName: "strata-dev-propensity",
  packageGroupName: "strata-dev-propensity",
  pipelineName: "strata-dev-propensity",
  roleArn: "arn:aws:iam::111122223333:role/strata-dev-sagemaker-propensity",
  subnetIds: ["subnet-1"],
  securityGroupId: "sg-1",
  kmsKeyArn: "arn:aws:kms:us-east-1:111122223333:key/artifacts",
  variant: { VariantName: "main", InstanceType: "ml.m5.large", InitialInstanceCount: 2, InitialVariantWeight: 1 },
  deployment: {
    BlueGreenUpdatePolicy: { TrafficRoutingConfiguration: { Type: "ALL_AT_ONCE", WaitIntervalInSeconds: 300 } },
  },
  retrain: false,
  card: facts,
  monitoring: { bucket: "code", folder: "models/propensity/monitoring" },
};
const wanted = configurationName(settings, approvedVersion);

const report = JSON.stringify({
  binary_classification_metrics: { auc: { value: 0.81, standard_deviation: "NaN" }, f1: { value: 0.7 } },
  examples: 120,
});

/** SageMaker with one endpoint and what was created in it. */
class FakeSageMaker {
  readonly models = new Map<string, unknown>();
  readonly cards = new Map<string, Partial<CreateModelCardCommand["input"]>>();
  readonly configurations = new Map<string, CreateEndpointConfigCommand["input"]>();
  readonly updates: UpdateEndpointCommand["input"][] = [];
  readonly started: (string | undefined)[] = [];
  live = "strata-dev-propensity-first";
  status = "InService";
  approved = true;

  send = async (command: unknown): Promise<unknown> => {
    if (command instanceof ListModelPackagesCommand) {
      expect(command.input.ModelApprovalStatus).toBe("Approved");
      const latest = { ModelPackageArn: packageArn, ModelPackageVersion: 3 };
      return { ModelPackageSummaryList: this.approved ? [latest] : [] };
    }
    if (command instanceof DescribeEndpointCommand)
      return { EndpointStatus: this.status, EndpointConfigName: this.live };
    if (command instanceof CreateModelCommand) return this.create(this.models, command.input.ModelName, command.input);
    if (command instanceof CreateEndpointConfigCommand) {
      return this.create(this.configurations, command.input.EndpointConfigName, command.input);
    }
    if (command instanceof UpdateEndpointCommand) return this.updates.push(command.input);
    if (command instanceof CreateModelCardCommand)
      return this.create(this.cards, command.input.ModelCardName, command.input);
    if (command instanceof UpdateModelCardCommand) {
      const { ModelCardName = "", ModelCardStatus } = command.input;
      return this.cards.set(ModelCardName, { ...this.cards.get(ModelCardName), ModelCardName, ModelCardStatus });
    }
    if (command instanceof StartPipelineExecutionCommand) return this.started.push(command.input.PipelineName);
    if (command instanceof DescribeModelPackageCommand) {
      const file = (name: string) => ({ S3Uri: `s3://artifacts/models/propensity/runs/1/baseline/${name}` });
      const ModelDataQuality = { Statistics: file("statistics.json"), Constraints: file("constraints.json") };
      const InferenceSpecification = {
        Containers: [{ ModelDataUrl: "s3://artifacts/models/propensity/model.tar.gz" }],
      };
      const ModelQuality = { Statistics: { S3Uri: "s3://artifacts/models/propensity/runs/1/report/evaluation.json" } };
      return {
        ModelPackageVersion: 3,
        ModelMetrics: { ModelQuality },
        DriftCheckBaselines: { ModelDataQuality },
        InferenceSpecification,
      };
    }
    return expect.fail("an unexpected call");
  };

  private create<T>(all: Map<string, T>, name = "", input: T): object {
    if (all.has(name)) throw new Error(`Cannot create already existing ${name}`);
    all.set(name, input);
    return {};
  }
}

function operation(changes: Partial<ModelSettings> = {}) {
  const sagemaker = new FakeSageMaker();
  const counted: string[] = [];
  const copied: unknown[] = [];
  const logged: string[] = [];
  const all: Operation = {
    sagemaker: sagemaker as unknown as Operation["sagemaker"],
    objects: {
      send: async (command: unknown) => {
        if (command instanceof CopyObjectCommand) return copied.push(command.input);
        if (command instanceof GetObjectCommand) return { Body: { transformToString: async () => report } };
        return expect.fail("an unexpected call");
      },
    } as Operation["objects"],
    settingsOf: async () => ({ ...settings, ...changes }),
    count: (metric, model) => counted.push(`${metric} ${model}`),
    log: (message) => logged.push(message),
  };
  return { sagemaker, counted, copied, logged, all, run: (event: ModelEvent) => operate(event, all) };
}

const approval: ModelEvent = { kind: "approved", model: "propensity", packageArn };
const atRest: ModelEvent = { kind: "endpoint", model: "propensity", status: "IN_SERVICE" };

describe("events say which model they are about", () => {
  test.each<[string, string, object, ModelEvent]>([
    [
      "an approval",
      "SageMaker Model Package State Change",
      { ModelPackageGroupName: "strata-dev-propensity", ModelPackageArn: packageArn, ModelApprovalStatus: "Approved" },
      approval,
    ],
    [
      "a version that was registered",
      "SageMaker Model Package State Change",
      {
        ModelPackageGroupName: "strata-dev-propensity",
        ModelPackageArn: packageArn,
        ModelApprovalStatus: "PendingManualApproval",
      },
      { kind: "registered", model: "propensity", packageArn },
    ],
    [
      "settings",
      "Parameter Store Change",
      { name: "/strata/dev/models/propensity" },
      { kind: "settings", model: "propensity" },
    ],
    [
      "an endpoint at rest",
      "SageMaker Endpoint State Change",
      { EndpointName: "strata-dev-propensity", EndpointStatus: "IN_SERVICE" },
      atRest,
    ],
    [
      "a violation",
      "SageMaker Processing Job State Change",
      {
        MonitoringScheduleArn:
          "arn:aws:sagemaker:us-east-1:111122223333:monitoring-schedule/strata-dev-next-order-data",
        ExitMessage: "CompletedWithViolations: 2 violations",
      },
      { kind: "violation", model: "next-order", monitor: "data", message: "CompletedWithViolations: 2 violations" },
    ],
  ])("%s", (_, type, detail, expected) => {
    expect(modelEventOf({ "detail-type": type, detail: { ...detail } }, prefixes)).toEqual(expected);
  });

  test.each([
    ["of another type", { "detail-type": "Object Created" }],
    [
      "about a model of another environment",
      { "detail-type": "Parameter Store Change", detail: { name: "/strata/prod/models/x" } },
    ],
  ])("and one %s is refused", (_, event) => {
    expect(() => modelEventOf(event, prefixes)).toThrow("expected");
  });
});

describe("an approved version", () => {
  test("is deployed as the settings say, isolated and under the key", async () => {
    const { sagemaker, counted, run } = operation();
    await run(approval);
    expect(sagemaker.models.get("strata-dev-propensity-v3")).toEqual({
      ModelName: "strata-dev-propensity-v3",
      ExecutionRoleArn: settings.roleArn,
      PrimaryContainer: { ModelPackageName: packageArn },
      VpcConfig: { Subnets: ["subnet-1"], SecurityGroupIds: ["sg-1"] },
      EnableNetworkIsolation: true,
    });
    expect(sagemaker.configurations.get(wanted)).toMatchObject({
      KmsKeyId: settings.kmsKeyArn,
      ProductionVariants: [{ ...settings.variant, ModelName: "strata-dev-propensity-v3" }],
    });
    expect(sagemaker.updates).toEqual([
      expect.objectContaining({
        EndpointConfigName: wanted,
        DeploymentConfig: settings.deployment,
        RetainAllVariantProperties: true,
      }),
    ]);
    expect(counted).toEqual(["ModelDeployments propensity"]);
  });

  test("that is live already changes nothing", async () => {
    const { sagemaker, run } = operation();
    sagemaker.live = wanted;
    await run(approval);
    expect([sagemaker.updates, sagemaker.models.size]).toEqual([[], 0]);
  });

  test("waits while another is deployed, and gets its turn when the endpoint has come to rest", async () => {
    const { sagemaker, run } = operation();
    sagemaker.status = "Updating";
    await run(approval);
    expect(sagemaker.updates).toEqual([]);
    sagemaker.status = "InService";
    await run(atRest);
    expect(sagemaker.updates).toHaveLength(1);
  });

  test("is named by its settings: others make another configuration", () => {
    const larger = { ...settings, variant: { ...settings.variant, InstanceType: "ml.m5.xlarge" as const } };
    expect(configurationName(larger, approvedVersion)).not.toBe(wanted);
    expect(configurationName({ ...settings, retrain: true }, approvedVersion)).toBe(wanted);
  });
});

describe("once the endpoint has come to rest", () => {
  test("a version that is live brings its baselines", async () => {
    const { sagemaker, copied, counted, run } = operation();
    sagemaker.live = wanted;
    await run(atRest);
    expect(copied).toEqual(
      ["statistics.json", "constraints.json"].map((file) => ({
        Bucket: "code",
        Key: `models/propensity/monitoring/${file}`,
        CopySource: `artifacts/models/propensity/runs/1/baseline/${file}`,
      })),
    );
    expect(counted).toEqual([]);
  });

  test("a version that was rolled back is counted, and not tried again by itself", async () => {
    const { sagemaker, counted, copied, run } = operation();
    await run(approval);
    // SageMaker says that it is in service, with what it served before.
    await run(atRest);
    await run(atRest);
    expect(sagemaker.updates).toHaveLength(1);
    expect(counted.filter((one) => one === "ModelRollbacks propensity")).toHaveLength(2);
    expect(copied).toEqual([]);
    // Approved again, it is.
    await run(approval);
    expect(sagemaker.updates).toHaveLength(2);
  });

  test("nothing happens as long as no version was approved", async () => {
    const { sagemaker, counted, run } = operation();
    sagemaker.approved = false;
    await run(atRest);
    await run({ kind: "settings", model: "propensity" });
    expect([sagemaker.updates, counted]).toEqual([[], []]);
  });
});

describe("a violation", () => {
  const violation: ModelEvent = { kind: "violation", model: "propensity", monitor: "data", message: "2 violations" };

  test.each([
    [true, ["strata-dev-propensity"]],
    [false, []],
  ])("is counted, and with retrain: %s starts %j", async (retrain, started) => {
    const { sagemaker, counted, run } = operation({ retrain });
    await run(violation);
    expect(counted).toEqual(["ModelViolations propensity"]);
    expect(sagemaker.started).toEqual(started);
  });
});

describe("predictions in batches", () => {
  test("score with the version that was approved last", async () => {
    const { all } = operation();
    const archive = "s3://artifacts/models/propensity/model.tar.gz";
    expect(await versionForBatch("propensity", all)).toEqual({ archive, version: "3" });
  });

  test("fail as long as none was approved", async () => {
    const { sagemaker, all } = operation();
    sagemaker.approved = false;
    await expect(versionForBatch("propensity", all)).rejects.toThrow("expected an approved version of propensity");
  });
});

describe("a model card", () => {
  const version = {
    name: "strata-dev-propensity",
    version: 3,
    packageArn,
    archive: "s3://artifacts/models/propensity/model.tar.gz",
    report: reportOf(report),
  };
  const registered: ModelEvent = { kind: "registered", model: "propensity", packageArn };

  test("says what the file says of the model, and what the evaluation measured", () => {
    const card = cardOf(facts, version);
    expect(cardSchema.safeParse(card).success).toBe(true);
    expect(card.model_overview).toMatchObject({ model_version: 3, model_owner: "growth" });
    expect(card.intended_uses).toMatchObject({
      intended_uses: "Predicts whether orders_30d is 1 or more after 30 days.",
      risk_rating: "Medium",
    });
    expect(card.evaluation_details[0].evaluation_observation).toBe("The auc is 0.81; 0.75 or more was asked for.");
    expect(card.evaluation_details[0].metric_groups[0].metric_data).toContainEqual({
      name: "auc",
      type: "number",
      value: 0.81,
    });
  });

  test("is refused where it does not fit SageMaker's schema, or the report lacks the metric of approval", () => {
    expect(() => cardOf({ ...facts, description: "x".repeat(1025) }, version)).toThrow("model_description");
    const approval = { metric: "recall", atLeast: 0.5 };
    expect(() => cardOf({ ...facts, approval }, version)).toThrow("expected recall in the report of version 3");
    expect(() => reportOf('{"examples": 1}')).toThrow("binary_classification_metrics");
  });

  test("is there before a version is approved, under the key of artifacts, and says later that it was", async () => {
    const { sagemaker, run } = operation();
    await run(registered);
    await run(registered);
    expect(sagemaker.updates).toEqual([]);
    expect(sagemaker.cards.get("strata-dev-propensity-v3")).toMatchObject({
      ModelCardStatus: "PendingReview",
      SecurityConfig: { KmsKeyId: facts.keyArn },
    });
    await run(approval);
    expect(sagemaker.cards.size).toBe(1);
    expect(sagemaker.cards.get("strata-dev-propensity-v3")?.ModelCardStatus).toBe("Approved");
  });
});
