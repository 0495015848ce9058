import { service } from "./service";

/** SQS: queues. They have no type in their ARN. */
export const sqs = service({
  prefix: "sqs",
  resources: {
    queue: "{name}-*",
    deadLetters: "{name}-*-dead-letters",
    failed: "{name}-*-failed",
    undelivered: "{name}-undelivered-events",
  },
  read: ["GetQueueAttributes", "GetQueueUrl", "List*"],
  change: { policy: "applications", on: ["queue"] },
  work: {
    develop: [{ sid: "EmptyQueues", actions: ["PurgeQueue"], on: ["queue"] }],
    // A move receives, deletes and sends messages with its caller's permissions, so a principal that redrives can read
    // (docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-configure-dead-letter-queue-redrive.html).
    // Only dead letters, and queues that name operations.
    redrive: [
      { sid: "MoveDeadLetters", actions: ["CancelMessageMoveTask", "StartMessageMoveTask"], on: ["deadLetters"] },
      // SQS moves what it put there itself. What rules and functions gave up on, a person takes and sends again.
      {
        sid: "TakeDeadLetters",
        actions: ["DeleteMessage", "ReceiveMessage"],
        on: ["deadLetters", "failed", "undelivered"],
      },
      { sid: "SendDeadLettersBack", actions: ["SendMessage"], on: ["queue"] },
    ],
  },
  loses: ["PurgeQueue"],
  data: ["*Message", "*MessageMoveTask"],
});
