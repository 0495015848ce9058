import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { SageMakerFeatureStoreRuntimeClient } from "@aws-sdk/client-sagemaker-featurestore-runtime";
import type { Context, KinesisStreamBatchResponse } from "aws-lambda";
import { setting } from "../shared/settings";
import { recordsOf, type StreamEvent } from "./records";
import { ActivityStore } from "./store";
import { answerTo, update } from "./update";

const logger = new Logger();
const metrics = new Metrics();
const tracer = new Tracer();
const store = new ActivityStore(
  tracer.captureAWSv3Client(new SageMakerFeatureStoreRuntimeClient()),
  setting("FEATURES_NAME"),
);

/**
 * Keeps the features of activity up to date with the events of the stream.
 * @throws Error where a customer of a batch from brokers failed, so that Lambda hands the batch out again
 */
export async function handler(event: StreamEvent, context: Context): Promise<KinesisStreamBatchResponse> {
  logger.addContext(context);
  const outcome = await update(recordsOf(event), store);
  const { updated, ignored, errors } = outcome;
  for (const error of errors) logger.error("A customer could not be updated", error as Error);
  metrics.addMetric("CustomersUpdated", MetricUnit.Count, updated);
  metrics.addMetric("EventsWithoutCustomer", MetricUnit.Count, ignored);
  metrics.publishStoredMetrics();
  return answerTo(event, outcome);
}
