import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import type { Construct } from "constructs";

export interface StreamTriggerProps {
  /** Stream, or a consumer of it. */
  readonly sourceArn: string;
  /** Function, or an alias of it. */
  readonly functionArn: string;
  /** Queue for the records that were given up: it gets shard and sequence numbers, not the records. */
  readonly failedQueueArn: string;
}

/**
 * Hands the records of a stream to a function, those of a shard in order. The function says from which record on it
 * failed. A record that keeps failing is cut out by halving its batch and, after some tries, given up, so that it does
 * not stop its shard (docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html).
 */
export function buildStreamTrigger(scope: Construct, id: string, props: StreamTriggerProps): void {
  new LambdaEventSourceMapping(scope, id, {
    eventSourceArn: props.sourceArn,
    functionName: props.functionArn,
    startingPosition: "TRIM_HORIZON",
    batchSize: 100,
    maximumBatchingWindowInSeconds: 1,
    parallelizationFactor: 1,
    bisectBatchOnFunctionError: true,
    maximumRetryAttempts: 5,
    maximumRecordAgeInSeconds: 86_400,
    functionResponseTypes: ["ReportBatchItemFailures"],
    destinationConfig: { onFailure: { destinationArn: props.failedQueueArn } },
  });
}
