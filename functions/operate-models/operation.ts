import type { S3Client } from "@aws-sdk/client-s3";
import {
  DescribeEndpointCommand,
  type SageMakerClient,
  StartPipelineExecutionCommand,
} from "@aws-sdk/client-sagemaker";
import { bringBaselines } from "./baselines";
import { archiveOf, configurationName, deploy, latestApproved, standOf } from "./deployment";
import type { ModelEvent } from "./event";
import { keepCard } from "./registration";
import type { ModelSettings } from "./settings";

/** What operating models takes. */
export interface Operation {
  readonly sagemaker: Pick<SageMakerClient, "send">;
  readonly objects: Pick<S3Client, "send">;
  readonly settingsOf: (model: string) => Promise<ModelSettings>;
  /** Counts something about a model, which an alarm may watch. */
  readonly count: (metric: "ModelRollbacks" | "ModelViolations" | "ModelDeployments", model: string) => void;
  readonly log: (message: string, details: Readonly<Record<string, unknown>>) => void;
}

/** Does what follows from an event about a model. May run again for the same event. */
export async function operate(event: ModelEvent, operation: Operation): Promise<void> {
  const settings = await operation.settingsOf(event.model);
  switch (event.kind) {
    case "registered":
      return keepCard(event.packageArn, "PendingReview", settings, operation);
    case "approved":
      await deployLatest(event.model, settings, operation, true);
      return keepCard(event.packageArn, "Approved", settings, operation);
    case "settings":
      return deployLatest(event.model, settings, operation, true);
    case "endpoint":
      return readBack(event.model, event.status, settings, operation);
    case "violation":
      return answerViolation(event, settings, operation);
  }
}

/** Settings may change before the first version is approved: the endpoint then goes on as Terraform has made it. */
async function deployLatest(
  model: string,
  settings: ModelSettings,
  operation: Operation,
  again: boolean,
): Promise<void> {
  const { sagemaker, count, log } = operation;
  const approved = await latestApproved(sagemaker, settings.packageGroupName);
  if (!approved) return log(`No version of ${model} was approved yet`, {});
  const outcome = await deploy(sagemaker, settings, approved, again);
  log(`Version ${approved.version} of ${model}: ${outcome}`, { outcome, ...approved });
  if (outcome === "deploying") count("ModelDeployments", model);
}

/**
 * What is live once an endpoint has come to rest: SageMaker says InService also after it has rolled back. A version that
 * was approved while another was deployed gets its turn now.
 */
async function readBack(model: string, status: string, settings: ModelSettings, operation: Operation): Promise<void> {
  if (status !== "IN_SERVICE" && status !== "InService") return;
  const { sagemaker, count, log } = operation;
  const approved = await latestApproved(sagemaker, settings.packageGroupName);
  if (!approved) return;
  const endpoint = await sagemaker.send(new DescribeEndpointCommand({ EndpointName: settings.endpointName }));
  const stand = standOf(endpoint, configurationName(settings, approved));
  if (stand === "busy") return;
  if (stand === "live") {
    if (settings.monitoring) {
      const files = await bringBaselines(approved, settings, settings.monitoring, operation);
      log(`Monitors of ${model} compare with version ${approved.version}`, { files });
    }
    return log(`Version ${approved.version} of ${model} is live`, { ...approved });
  }
  const outcome = await deploy(sagemaker, settings, approved, false);
  if (outcome !== "rolled back before") return log(`Version ${approved.version} of ${model}: ${outcome}`, { outcome });
  count("ModelRollbacks", model);
  log(`Version ${approved.version} of ${model} was rolled back`, { live: endpoint.EndpointConfigName, ...approved });
}

async function answerViolation(
  { model, monitor, message }: Extract<ModelEvent, { kind: "violation" }>,
  settings: ModelSettings,
  { sagemaker, count, log }: Operation,
): Promise<void> {
  count("ModelViolations", model);
  log(`The monitor ${monitor} of ${model} reports violations`, { message });
  if (!settings.retrain || !settings.pipelineName) return;
  await sagemaker.send(new StartPipelineExecutionCommand({ PipelineName: settings.pipelineName }));
  log(`Training of ${model} begins`, { pipeline: settings.pipelineName });
}

/** What a pipeline scores with: texts, as steps of pipelines hand them on. */
export interface VersionForBatch {
  readonly archive: string;
  readonly version: string;
}

/**
 * The version that was approved last, for predictions in batches.
 * @throws Error as long as none was: the pipeline fails, and says so
 */
export async function versionForBatch(
  model: string,
  { sagemaker, settingsOf }: Pick<Operation, "sagemaker" | "settingsOf">,
): Promise<VersionForBatch> {
  const { packageGroupName } = await settingsOf(model);
  const approved = await latestApproved(sagemaker, packageGroupName);
  if (!approved) throw new Error(`expected an approved version of ${model}, got none: approve one first`);
  return { archive: await archiveOf(sagemaker, approved), version: String(approved.version) };
}
