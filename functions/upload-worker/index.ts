import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import { IdempotencyConfig, makeIdempotent } from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { Documents } from "../shared/documents";
import { setting } from "../shared/settings";
import { announcer } from "./announcement";
import { type Recording, recordUpload, type Upload, uploadIn } from "./upload";

/** Seconds that an upload is remembered: as long as a queue may keep its message. */
const rememberedSeconds = 14 * 24 * 60 * 60;

const logger = new Logger();
const metrics = new Metrics();
const tracer = new Tracer();
const dynamo = tracer.captureAWSv3Client(new DynamoDBClient());

const recording: Recording = {
  documents: new Documents(DynamoDBDocumentClient.from(dynamo), setting("TABLES_DOCUMENTS_NAME")),
  objects: tracer.captureAWSv3Client(new S3Client()),
  announce: announcer(
    tracer.captureAWSv3Client(new EventBridgeClient()),
    setting("BUS_MAIN_NAME"),
    setting("BUS_MAIN_SOURCE"),
  ),
};

const idempotency = new IdempotencyConfig({ expiresAfterSeconds: rememberedSeconds });

/** S3 and SQS deliver at least once. Of the same event, only the first run that succeeds does anything. */
const once = makeIdempotent(
  async (upload: Upload) => {
    await recordUpload(upload, recording);
    metrics.addMetric("DocumentsStored", MetricUnit.Count, 1);
    return upload.key;
  },
  {
    persistenceStore: new DynamoDBPersistenceLayer({
      tableName: setting("TABLES_IDEMPOTENCY_NAME"),
      awsSdkV3Client: dynamo,
    }),
    config: idempotency,
  },
);

async function handleRecord({ messageId, body }: SQSRecord): Promise<void> {
  try {
    await once(uploadIn(body));
  } catch (error) {
    metrics.addMetric("UploadsFailed", MetricUnit.Count, 1);
    logger.error(`Message ${messageId} failed`, error as Error);
    throw error;
  }
}

/** Records uploads from the queue. Messages that fail come back alone; the others of their batch are done. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  idempotency.registerLambdaContext(context);
  const response = await processPartialResponse(event, handleRecord, new BatchProcessor(EventType.SQS), {
    context,
    // A batch that fails as a whole is no failure of the function.
    throwOnFullBatchFailure: false,
  });
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  return response;
}
