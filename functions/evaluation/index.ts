import { Logger } from "@aws-lambda-powertools/logger";
import { Metrics, MetricUnit } from "@aws-lambda-powertools/metrics";
import { LambdaClient } from "@aws-sdk/client-lambda";
import type { Context } from "aws-lambda";
import * as z from "zod/mini";
import { setting } from "../shared/settings";
import { evaluate, type Report } from "./evaluate";

const logger = new Logger();
const metrics = new Metrics();
const client = new LambdaClient();

/** Functions of the applications, and the quality that each has to have. */
const applications = z
  .record(z.string(), z.object({ functionName: z.string(), atLeast: z.number() }))
  .parse(JSON.parse(setting("EVALUATED")));

const request = z.strictObject({
  application: z.string(),
  /** Version that may be about to take over, as in "12". @default the one that is live */
  version: z.optional(z.string().check(z.regex(/^\d+$/))),
});

/**
 * Evaluates an application for the delivery pipeline.
 * @throws Error when its quality is too low or cannot be measured: Lambda reports a function error, and the delivery
 * ends
 */
export async function handler(event: unknown, context: Context): Promise<Report> {
  logger.addContext(context);
  const { application, version } = request.parse(event);
  const evaluated = applications[application];
  if (!evaluated) throw new Error(`${application} has no threshold: add quality to the application.`);
  const report = await evaluate(client, {
    application,
    asked: { name: evaluated.functionName, qualifier: version ?? "live" },
    atLeast: evaluated.atLeast,
    run: context.awsRequestId,
  });
  logger.info("An application was evaluated", { ...report });
  metrics.addDimension("application", application);
  metrics.addMetric("QualityPercent", MetricUnit.Percent, report.quality * 100);
  metrics.publishStoredMetrics();
  if (report.quality < report.atLeast) throw new Error(`The quality is too low: ${JSON.stringify(report)}`);
  return report;
}
