import { service } from "./service";

/** SQS: queues. They have no type in their ARN. */
export const sqs = service({
  prefix: "sqs",
  resources: { queue: "{name}-*" },
  read: ["GetQueueAttributes", "GetQueueUrl", "List*"],
  change: { policy: "applications", on: ["queue"] },
  loses: ["PurgeQueue"],
  data: ["ReceiveMessage", "SendMessage"],
});
