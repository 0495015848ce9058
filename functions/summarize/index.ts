import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import { IdempotencyConfig, makeIdempotent } from "@aws-lambda-powertools/idempotency";
import { DynamoDBPersistenceLayer } from "@aws-lambda-powertools/idempotency/dynamodb";
import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { S3Client } from "@aws-sdk/client-s3";
import { SSMClient } from "@aws-sdk/client-ssm";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { readApplication } from "../shared/application";
import { attempts } from "../shared/bedrock";
import { counterOf } from "../shared/counts";
import { Documents } from "../shared/documents";
import { withoutMessage } from "../shared/private-errors";
import { setting } from "../shared/settings";
import { Switch } from "../shared/switch";
import type { Told } from "./model";
import type { Outcome } from "./outcome";
import { promptVersions } from "./prompts";
import { storedDocumentIn } from "./stored-document";
import { type Services, summarize, summarizeText } from "./summarize";

/** Seconds that a step is remembered: as long as a queue may keep its message. */
const rememberedSeconds = 14 * 24 * 60 * 60;

/** Milliseconds before Lambda ends a run that it ends by itself, so that the step that it is at can be done again. */
const graceMilliseconds = 5_000;

const logger = new Logger();
const metrics = new Metrics();
const tracer = new Tracer();
const application = readApplication();
const { fills: folder } = application;
if (!folder) throw new Error("expected the folder of a knowledge base: add fills to the application");
const dynamo = tracer.captureAWSv3Client(new DynamoDBClient());

const idempotency = new IdempotencyConfig({ expiresAfterSeconds: rememberedSeconds });

/** A step is done once, whatever happens to the run that does it. */
const once = makeIdempotent((_: object, told: Told, ask: (told: Told) => Promise<string>) => ask(told), {
  persistenceStore: new DynamoDBPersistenceLayer({
    tableName: setting("TABLES_IDEMPOTENCY_NAME"),
    awsSdkV3Client: dynamo,
  }),
  config: idempotency,
});

const services: Services = {
  application,
  models: tracer.captureAWSv3Client(new BedrockRuntimeClient({ maxAttempts: attempts })),
  objects: tracer.captureAWSv3Client(new S3Client()),
  documents: new Documents(DynamoDBDocumentClient.from(dynamo), setting("TABLES_DOCUMENTS_NAME")),
  folder,
  power: new Switch(tracer.captureAWSv3Client(new SSMClient()), application.switchParameter),
  once: ({ documentId, version }, { name, ...told }, ask) =>
    once({ documentId, version, name, promptVersions }, told, ask),
  count: counterOf(metrics, application),
  now: () => new Date(),
};

/** A text that is summarized to see how well, and for nothing else. */
interface Trial {
  readonly title: string;
  readonly text: string;
}

/**
 * Summarizes documents from the queue, or a single text. Messages that fail come back, and go on where they were.
 * @throws Error when a single text cannot be summarized
 */
export async function handler(event: SQSEvent | Trial, context: Context): Promise<SQSBatchResponse | Outcome> {
  logger.addContext(context);
  idempotency.registerLambdaContext(context);
  const signal = AbortSignal.timeout(Math.max(0, context.getRemainingTimeInMillis() - graceMilliseconds));
  if (!("Records" in event)) {
    return await summarizeText(event, { ...services, doStep: (step, ask) => ask(step) }, signal);
  }
  const handleRecord = async ({ messageId, body }: SQSRecord): Promise<void> => {
    try {
      const { status } = await summarize(storedDocumentIn(body), services, signal);
      logger.info("A document is done", { messageId, status });
    } catch (error) {
      metrics.addMetric("DocumentsFailed", MetricUnit.Count, 1);
      logger.error("A document failed", { messageId, ...withoutMessage(error) });
      throw error;
    }
  };
  const response = await processPartialResponse(event, handleRecord, new BatchProcessor(EventType.SQS), {
    context,
    // A batch that fails as a whole is no failure of the function.
    throwOnFullBatchFailure: false,
  });
  if (metrics.hasStoredMetrics()) metrics.publishStoredMetrics();
  return response;
}
