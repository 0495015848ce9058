import { service } from "./service";

/** SQS: queues. They have no type in their ARN. */
export const sqs = service({
  prefix: "sqs",
  resources: { queue: "{name}-*", deadLetters: "{name}-*-dead-letters" },
  read: ["GetQueueAttributes", "GetQueueUrl", "List*"],
  change: { policy: "applications", on: ["queue"] },
  work: {
    // A move takes, deletes and sends messages with the permissions of its caller (SQS Developer Guide, Amazon
    // SQS API permissions), so whoever may redrive may read. Only dead letters, and queues that name operations.
    redrive: [
      {
        sid: "TakeDeadLetters",
        actions: ["CancelMessageMoveTask", "DeleteMessage", "ReceiveMessage", "StartMessageMoveTask"],
        on: ["deadLetters"],
      },
      { sid: "SendDeadLettersBack", actions: ["SendMessage"], on: ["queue"] },
    ],
  },
  loses: ["PurgeQueue"],
  data: ["*MessageMoveTask", "DeleteMessage", "ReceiveMessage", "SendMessage"],
});
