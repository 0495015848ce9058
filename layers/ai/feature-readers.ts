import type { Construct } from "constructs";
import { functionArn } from "../../modules/functions/function-arn";
import type { LambdaFunction } from "../../modules/functions/lambda-function";
import { buildStreamTrigger } from "../../modules/functions/stream-trigger";
import { buildTopicTrigger } from "../../modules/functions/topic-trigger";
import { reachBrokers } from "../../modules/functions/vpc-access";
import type { PolicyStatement } from "../../modules/identity/policy-document";
import { EventStream } from "../../modules/streams/event-stream";
import { readAsConsumer, readRecords } from "../../modules/streams/grants";
import { followTopic } from "../../modules/streams/kafka-grants";
import type { TopicSource } from "../../modules/streams/lake-delivery-permissions";
import type { AiFoundation } from "./foundation";
import type { Carrier } from "./streams";

/** How a function reads what carries a stream. */
export interface Reader {
  /** What the role of the function may do for it. */
  readonly statements: readonly PolicyStatement[];
  /** Hands the records to the function. */
  start(scope: Construct, id: string, lambda: LambdaFunction): void;
}

/** @param purpose of the function; part of the names */
export function readerOf(foundation: AiFoundation, carrier: Carrier, purpose: string): Reader {
  return carrier instanceof EventStream
    ? readerOfStream(foundation, carrier, purpose)
    : readerOfTopic(foundation, carrier, purpose);
}

function readerOfStream({ site, environment }: AiFoundation, stream: EventStream, purpose: string): Reader {
  const dedicated = environment.ai.streaming.readers === "dedicated";
  const consumerArn = dedicated ? stream.addConsumer(site, purpose) : undefined;
  const access = { arn: stream.arn, kmsKeyArn: stream.kmsKeyArn, region: site.region };
  return {
    statements: consumerArn ? readAsConsumer("Records", access, consumerArn) : readRecords("Records", access),
    start(scope, id, { arn, failedQueueArn }) {
      buildStreamTrigger(scope, id, { sourceArn: consumerArn ?? stream.arn, functionArn: arn, failedQueueArn });
    },
  };
}

function readerOfTopic({ site }: AiFoundation, { clusterArn, topic, after }: TopicSource, purpose: string): Reader {
  // Lambda knows consumer groups by account and region, in which names of functions are unique.
  const group = site.names.of("lambda-function", purpose);
  return {
    statements: [...followTopic("Records", site, { topic, group }), ...reachBrokers(site, functionArn(site, purpose))],
    start(scope, id, { arn, failedQueueArn }) {
      buildTopicTrigger(scope, id, { clusterArn, topic, group, functionArn: arn, failedQueueArn, after });
    },
  };
}
