import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import type { Construct } from "constructs";

/** Who hands what to whom. */
export interface QueueTrigger {
  readonly queueArn: string;
  /** Alias of the function, or a function without one. */
  readonly aliasArn: string;
  /** Messages that the function gets at most at a time. @default 10 */
  readonly batchSize?: number;
}

/**
 * Hands the messages of a queue to a function. The function says which of a batch failed, and SQS hands out only these
 * again (docs.aws.amazon.com/lambda/latest/dg/services-sqs-errorhandling.html).
 */
export function buildQueueTrigger(
  scope: Construct,
  id: string,
  { queueArn, aliasArn, batchSize = 10 }: QueueTrigger,
): void {
  new LambdaEventSourceMapping(scope, id, {
    eventSourceArn: queueArn,
    functionName: aliasArn,
    batchSize,
    functionResponseTypes: ["ReportBatchItemFailures"],
  });
}
