import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { Context } from "aws-lambda";
import { setting } from "../shared/settings";
import { type BusEvent, modelEventOf } from "./event";
import { type Operation, operate, type VersionForBatch, versionForBatch } from "./operation";
import { settingsReader } from "./settings";

const logger = new Logger();
const metrics = new Metrics();
const tracer = new Tracer();
const parameters = setting("PARAMETER_PREFIX");

const operation: Operation = {
  sagemaker: tracer.captureAWSv3Client(new SageMakerClient()),
  objects: tracer.captureAWSv3Client(new S3Client()),
  settingsOf: settingsReader(tracer.captureAWSv3Client(new SSMClient()), parameters),
  count: (metric, model) => {
    const counted = metrics.singleMetric();
    counted.addDimension("model", model);
    counted.addMetric(metric, MetricUnit.Count, 1);
  },
  log: (message, details) => logger.info(message, { ...details }),
};

/** Step of a pipeline that scores in batches: asks which version to score with. */
interface BatchStep {
  readonly batchOf: string;
}

/**
 * Writes cards of versions, deploys what was approved, reads back what is live, and answers violations that monitors
 * report. Pipelines ask it which version to score with.
 */
export async function handler(event: BusEvent | BatchStep, context: Context): Promise<VersionForBatch | undefined> {
  logger.addContext(context);
  if ("batchOf" in event) return versionForBatch(event.batchOf, operation);
  await operate(modelEventOf(event, { names: setting("NAME_PREFIX"), parameters }), operation);
  return undefined;
}
