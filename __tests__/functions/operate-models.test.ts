import { CopyObjectCommand } from "@aws-sdk/client-s3";
import {
  CreateEndpointConfigCommand,
  CreateModelCommand,
  DescribeEndpointCommand,
  DescribeModelPackageCommand,
  ListModelPackagesCommand,
  StartPipelineExecutionCommand,
  UpdateEndpointCommand,
} from "@aws-sdk/client-sagemaker";
import { describe, expect, test } from "vitest";
import { configurationName } from "../../functions/operate-models/deployment";
import { type ModelEvent, modelEventOf } from "../../functions/operate-models/event";
import { type Operation, operate } from "../../functions/operate-models/operation";
import type { ModelSettings } from "../../functions/operate-models/settings";

const prefixes = { names: "strata-dev-", parameters: "/strata/dev/models/" };
const packageArn = "arn:aws:sagemaker:us-east-1:111122223333:model-package/strata-dev-propensity/3";
const approvedVersion = { packageArn, version: 3 };

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
  monitoring: { bucket: "code", folder: "models/propensity/monitoring" },
};
const wanted = configurationName(settings, approvedVersion);

/** SageMaker with one endpoint and what was created in it. */
class FakeSageMaker {
  readonly models = new Map<string, unknown>();
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
    if (command instanceof StartPipelineExecutionCommand) return this.started.push(command.input.PipelineName);
    if (command instanceof DescribeModelPackageCommand) {
      const file = (name: string) => ({ S3Uri: `s3://artifacts/models/propensity/runs/1/baseline/${name}` });
      const ModelDataQuality = { Statistics: file("statistics.json"), Constraints: file("constraints.json") };
      return { DriftCheckBaselines: { ModelDataQuality } };
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
      send: async (command: unknown) =>
        command instanceof CopyObjectCommand ? copied.push(command.input) : expect.fail("an unexpected call"),
    } as Operation["objects"],
    settingsOf: async () => ({ ...settings, ...changes }),
    count: (metric, model) => counted.push(`${metric} ${model}`),
    log: (message) => logged.push(message),
  };
  return { sagemaker, counted, copied, logged, run: (event: ModelEvent) => operate(event, all) };
}

const approval: ModelEvent = { kind: "approved", model: "propensity", packageArn };
const atRest: ModelEvent = { kind: "endpoint", model: "propensity", status: "IN_SERVICE" };

describe("events say which model they are about", () => {
  test.each<[string, string, object, ModelEvent]>([
    [
      "an approval",
      "SageMaker Model Package State Change",
      { ModelPackageGroupName: "strata-dev-propensity", ModelPackageArn: packageArn },
      approval,
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
