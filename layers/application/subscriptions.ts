import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { LayerStack } from "../../platform/layer-stack";
import { partsOf } from "../../platform/references";
import type { Bus } from "./bus";
import type { ApplicationEnvironment } from "./config";
import { letInvoke, type TargetsFoundation, targetArn } from "./event-rules";

/** Queues and functions that get each message of a topic. What SNS gives up on waits with the undelivered events. */
export function buildSubscriptions(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: TargetsFoundation,
  { undelivered }: Bus,
): void {
  const { environment, messaging } = foundation;
  for (const [name, { subscribers }] of Object.entries(environment.application.events.topics)) {
    const topic = messaging.topics[name];
    if (!topic) throw new Error(`There is no topics.${name}.`);
    for (const to of subscribers) {
      const subscriber = partsOf(to);
      const isQueue = subscriber.kind === "queues";
      const id = `topic-${name}-${isQueue ? "queue" : "function"}-${subscriber.name}`;
      new SnsTopicSubscription(stack, id, {
        topicArn: topic.arn,
        protocol: isQueue ? "sqs" : "lambda",
        endpoint: targetArn(foundation, to),
        // The message as it was published: a consumer need not know where it came from.
        rawMessageDelivery: isQueue ? true : undefined,
        redrivePolicy: JSON.stringify({ deadLetterTargetArn: undelivered.arn }),
      });
      letInvoke(stack, id, foundation, { to, service: "sns.amazonaws.com", sourceArn: topic.arn });
    }
  }
}
