import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { S3Client } from "@aws-sdk/client-s3";
import { SageMakerClient } from "@aws-sdk/client-sagemaker";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { Context } from "aws-lambda";
import { setting } from "../shared/settings";
import { type BusEvent, modelEventOf } from "./event";
import { type Operation, operate } from "./operation";
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

/** Deploys what was approved, reads back what is live, and answers violations that monitors report. */
export async function handler(event: BusEvent, context: Context): Promise<void> {
  logger.addContext(context);
  await operate(modelEventOf(event, { names: setting("NAME_PREFIX"), parameters }), operation);
}
