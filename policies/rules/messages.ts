import { pointingAt, resourcesOf } from "../platform";
import type { Rule } from "../types";

/** Where messages wait or pass through, the resource with its policy, and the argument that points from there. */
const carriers = [
  { type: "aws_cloudwatch_event_bus", policy: "aws_cloudwatch_event_bus_policy", by: "event_bus_name" },
  { type: "aws_sns_topic", policy: "aws_sns_topic_policy", by: "arn" },
  { type: "aws_sqs_queue", policy: "aws_sqs_queue_policy", by: "queue_url" },
] as const;

export const messages: Rule = {
  id: "STRATA042",
  title: "Each queue, topic and bus says who may publish to it",
  severity: "medium",
  control: "FSBP EventBridge.3; Well-Architected SEC03-BP02",
  cause: "Without a resource policy, any role of the account with a broad policy can write there.",
  fix: "Build them with modules/queues, modules/notifications and modules/events.",
  check: (platform) =>
    carriers.flatMap(({ type, policy, by }) =>
      resourcesOf(platform, type)
        .filter(({ block }) => block.policy === undefined)
        .filter((resource) => pointingAt(platform, resource, policy, by).length === 0)
        .map((resource) => ({ resource, detail: "has no policy" })),
    ),
};
