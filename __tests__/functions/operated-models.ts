import { CopyObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
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
import { expect } from "vitest";
import type { CardFacts } from "../../functions/operate-models/card";
import { configurationName } from "../../functions/operate-models/deployment";
import type { ModelEvent } from "../../functions/operate-models/event";
import { type Operation, operate } from "../../functions/operate-models/operation";
import type { ModelSettings } from "../../functions/operate-models/settings";

export const prefixes = { names: "strata-dev-", parameters: "/strata/dev/models/" };
export const packageArn = "arn:aws:sagemaker:us-east-1:111122223333:model-package/strata-dev-propensity/3";
export const approvedVersion = { packageArn, version: 3 };

export const facts: CardFacts = {
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

export const settings: ModelSettings = {
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
export const wanted = configurationName(settings, approvedVersion);

export const report = JSON.stringify({
  binary_classification_metrics: { auc: { value: 0.81, standard_deviation: "NaN" }, f1: { value: 0.7 } },
  examples: 120,
});

/** What Clarify is to measure, without the model whose copy it asks. */
const analysis = JSON.stringify({ headers: ["orders_30d"], predictor: { instance_type: "ml.m5.large" } });

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
      const inRun = (path: string) => ({ S3Uri: `s3://artifacts/models/propensity/runs/1/${path}` });
      const ModelDataQuality = {
        Statistics: inRun("baseline/statistics.json"),
        Constraints: inRun("baseline/constraints.json"),
      };
      const InferenceSpecification = {
        Containers: [{ ModelDataUrl: "s3://artifacts/models/propensity/model.tar.gz" }],
      };
      const ModelQuality = {
        Statistics: inRun("report/evaluation.json"),
        Constraints: inRun("report/constraints.json"),
      };
      return {
        ModelPackageVersion: 3,
        ModelMetrics: { ModelQuality },
        DriftCheckBaselines: {
          ModelDataQuality,
          ModelQuality,
          Bias: {
            ConfigFile: inRun("report/bias.json"),
            PostTrainingConstraints: inRun("bias/analysis.json"),
          },
          Explainability: {
            ConfigFile: inRun("report/explainability.json"),
            Constraints: inRun("explain/analysis.json"),
          },
        },
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

/** What the function works with, and what it did. */
export function operation(changes: Partial<ModelSettings> = {}) {
  const sagemaker = new FakeSageMaker();
  const counted: string[] = [];
  const copied: unknown[] = [];
  const written: unknown[] = [];
  const logged: string[] = [];
  const all: Operation = {
    sagemaker: sagemaker as unknown as Operation["sagemaker"],
    objects: {
      send: async (command: unknown) => {
        if (command instanceof CopyObjectCommand) return copied.push(command.input);
        if (command instanceof PutObjectCommand) return written.push(command.input);
        if (command instanceof GetObjectCommand) {
          const text = command.input.Key?.endsWith("explainability.json") ? analysis : report;
          return { Body: { transformToString: async () => text } };
        }
        return expect.fail("an unexpected call");
      },
    } as Operation["objects"],
    settingsOf: async () => ({ ...settings, ...changes }),
    count: (metric, model) => counted.push(`${metric} ${model}`),
    log: (message) => logged.push(message),
  };
  return { sagemaker, counted, copied, written, logged, all, run: (event: ModelEvent) => operate(event, all) };
}

export const approval: ModelEvent = { kind: "approved", model: "propensity", packageArn };
export const atRest: ModelEvent = { kind: "endpoint", model: "propensity", status: "IN_SERVICE" };
