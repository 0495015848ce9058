import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { SageMakerFeatureStoreRuntimeClient } from "@aws-sdk/client-sagemaker-featurestore-runtime";
import type { Context, KinesisStreamBatchResponse, KinesisStreamEvent } from "aws-lambda";
import { setting } from "../shared/settings";
import { ActivityStore } from "./store";
import { update } from "./update";

const logger = new Logger();
const metrics = new Metrics();
const tracer = new Tracer();
const store = new ActivityStore(
  tracer.captureAWSv3Client(new SageMakerFeatureStoreRuntimeClient()),
  setting("FEATURES_NAME"),
);

/** Keeps the features of activity up to date with the events of the stream. */
export async function handler(event: KinesisStreamEvent, context: Context): Promise<KinesisStreamBatchResponse> {
  logger.addContext(context);
  const { response, updated, ignored, errors } = await update(event.Records, store);
  for (const error of errors) logger.error("A customer could not be updated", error as Error);
  metrics.addMetric("CustomersUpdated", MetricUnit.Count, updated);
  metrics.addMetric("EventsWithoutCustomer", MetricUnit.Count, ignored);
  metrics.publishStoredMetrics();
  return response;
}
