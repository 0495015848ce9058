import { Logger } from "@aws-lambda-powertools/logger";
import { Tracer } from "@aws-lambda-powertools/tracer";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Context } from "aws-lambda";
import { Documents } from "../shared/documents";
import { setting } from "../shared/settings";
import { type ActionRequest, type ActionResponse, act } from "./actions";

const logger = new Logger();
const client = new Tracer().captureAWSv3Client(new DynamoDBClient());
const documents = new Documents(DynamoDBDocumentClient.from(client), setting("TABLES_DOCUMENTS_NAME"));

/** What the agent can do. What people say to it is not logged. */
export async function handler(request: ActionRequest, context: Context): Promise<ActionResponse> {
  logger.addContext(context);
  const answer = await act(request, documents);
  const { apiPath, httpMethod, httpStatusCode } = answer.response;
  logger.info("Answered", { apiPath, httpMethod, httpStatusCode });
  return answer;
}
