import { BatchProcessor, EventType, processPartialResponse } from "@aws-lambda-powertools/batch";
import { Logger } from "@aws-lambda-powertools/logger";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { BedrockAgentClient } from "@aws-sdk/client-bedrock-agent";
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from "aws-lambda";
import { setting } from "../shared/settings";
import { Ingestion, type KnownFolder, objectIn, readersOf } from "./ingestion";

const logger = new Logger();
const client = new Tracer().captureAWSv3Client(new BedrockAgentClient());
const folders = JSON.parse(setting("KNOWLEDGE_BASES")) as KnownFolder[];

/** Has knowledge bases read what has changed. Messages whose read could not start come back alone. */
export async function handler(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  logger.addContext(context);
  const ingestion = new Ingestion(client);
  const handleRecord = async ({ messageId, body }: SQSRecord): Promise<void> => {
    try {
      await Promise.all(readersOf(objectIn(body), folders).map((folder) => ingestion.start(folder)));
    } catch (error) {
      logger.warn(`Message ${messageId} comes back`, error as Error);
      throw error;
    }
  };
  return processPartialResponse(event, handleRecord, new BatchProcessor(EventType.SQS), {
    context,
    // A batch that fails as a whole is no failure of the function.
    throwOnFullBatchFailure: false,
  });
}
