import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import type { Context } from "aws-lambda";
import { Documents } from "../shared/documents";
import { answer, HttpError, type Response } from "../shared/responses";
import { setting } from "../shared/settings";
import { type Request, routes, type Services } from "./routes";

/** Seconds that an upload may start within. */
const uploadSeconds = 300;

const logger = new Logger();
const metrics = new Metrics();
// The URL is signed before its bytes are known, so that it cannot hold their checksum.
const s3 = new S3Client({ requestChecksumCalculation: "WHEN_REQUIRED" });
const bucket = setting("ZONES_RAW_BUCKET");

const services: Services = {
  documents: new Documents(DynamoDBDocumentClient.from(new DynamoDBClient()), setting("TABLES_DOCUMENTS_NAME")),
  uploadUrl: (Key, { contentType: ContentType, sizeBytes: ContentLength }) =>
    getSignedUrl(s3, new PutObjectCommand({ Bucket: bucket, Key, ContentType, ContentLength }), {
      expiresIn: uploadSeconds,
      // Otherwise the caller could upload something else than it announced.
      signableHeaders: new Set(["content-length", "content-type", "host"]),
    }),
  now: () => new Date(),
  version: process.env.AWS_LAMBDA_FUNCTION_VERSION ?? "$LATEST",
};

/** Documents of signed-in people, behind the HTTP API (payload format 2.0). */
export async function handler(request: Request, context: Context): Promise<Response> {
  logger.addContext(context);
  const route = routes[request.routeKey];
  const response = await answer(
    async () => {
      if (!route) throw new HttpError(404, "There is no such route");
      return await route(request, services);
    },
    (error) => logger.error(`${request.routeKey} failed`, error as Error),
  );
  metrics.addDimension("route", route ? request.routeKey : "none");
  metrics.addMetric("Responses", MetricUnit.Count, 1);
  if (response.statusCode >= 500) metrics.addMetric("Failures", MetricUnit.Count, 1);
  metrics.publishStoredMetrics();
  return response;
}
