import { LambdaEventSourceMapping } from "@cdktf/provider-aws/lib/lambda-event-source-mapping";
import type { ITerraformDependable } from "cdktf";
import type { Construct } from "constructs";

export interface TopicTriggerProps {
  readonly clusterArn: string;
  readonly topic: string;
  /** Consumer group: one for each function that reads the topic. Fixed for the life of the trigger. */
  readonly group: string;
  /** Function, or an alias of it. */
  readonly functionArn: string;
  /** Queue for what was given up: it gets topic, partition and offsets, not the records. */
  readonly failedQueueArn: string;
  /** What has to be there before the topic is read. */
  readonly after: readonly ITerraformDependable[];
}

/**
 * Hands the records of a topic to a function, those of a partition in order. Lambda reads the brokers from their subnets,
 * with the role of the function. A batch that keeps failing is given up after ten tries, which Lambda has set wherever there
 * is a queue for it (docs.aws.amazon.com/lambda/latest/dg/kafka-on-failure.html).
 */
export function buildTopicTrigger(scope: Construct, id: string, props: TopicTriggerProps): void {
  new LambdaEventSourceMapping(scope, id, {
    eventSourceArn: props.clusterArn,
    topics: [props.topic],
    amazonManagedKafkaEventSourceConfig: { consumerGroupId: props.group },
    functionName: props.functionArn,
    startingPosition: "TRIM_HORIZON",
    batchSize: 100,
    maximumBatchingWindowInSeconds: 1,
    destinationConfig: { onFailure: { destinationArn: props.failedQueueArn } },
    dependsOn: [...props.after],
  });
}
