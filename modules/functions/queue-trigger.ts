import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import type { Construct } from "constructs";

/** Messages that a function gets at most at a time. */
const batchSize = 10;

/**
 * Hands the messages of a queue to a function. The function says which of a batch failed, and SQS hands out only these
 * again (docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
 * @param aliasArn alias of the function
 */
export function buildQueueTrigger(scope: Construct, id: string, queueArn: string, aliasArn: string): void {
  new LambdaEventSourceMapping(scope, id, {
    eventSourceArn: queueArn,
    functionName: aliasArn,
    batchSize,
    functionResponseTypes: ["ReportBatchItemFailures"],
  });
}
