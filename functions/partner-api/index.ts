import { Logger } from "@aws-lambda-powertools/logger";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import type { Context } from "aws-lambda";
import { Documents } from "../shared/documents";
import { answer, type Response } from "../shared/responses";
import { setting } from "../shared/settings";
import { handle, type Request } from "./routes";

const logger = new Logger();
const documents = new Documents(DynamoDBDocumentClient.from(new DynamoDBClient()), setting("TABLES_DOCUMENTS_NAME"));

/** Documents for partners, behind the REST API (proxy integration). The API checks keys and requests. */
export async function handler(request: Request, context: Context): Promise<Response> {
  logger.addContext(context);
  return await answer(
    () => handle(request, documents),
    (error) => logger.error(`${request.httpMethod} ${request.resource} failed`, error as Error),
  );
}
