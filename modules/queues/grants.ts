import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";

/** A queue, and the key of its messages. */
export interface QueueAccess {
  readonly arn: string;
  readonly kmsKeyArn: string;
  readonly region: string;
}

/**
 * Sends messages to a queue.
 * @param what what is sent, in Pascal case, as in "FailedEvents"; part of the sids
 */
export function sendMessages(what: string, { arn, kmsKeyArn, region }: QueueAccess): PolicyStatement[] {
  return [
    { sid: `Keep${what}`, actions: "sqs:SendMessage", resources: arn },
    useKey({ sid: `Encrypt${what}`, actions: keyActions.write, keyArns: kmsKeyArn, region, through: "sqs" }),
  ];
}

/**
 * Takes messages from a queue, and is done with them.
 * @param what what is taken, in Pascal case, as in "Uploads"; part of the sids
 */
export function receiveMessages(what: string, { arn, kmsKeyArn, region }: QueueAccess): PolicyStatement[] {
  return [
    {
      sid: `Take${what}`,
      actions: ["sqs:ChangeMessageVisibility", "sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"],
      resources: arn,
    },
    useKey({ sid: `Decrypt${what}`, actions: keyActions.read, keyArns: kmsKeyArn, region, through: "sqs" }),
  ];
}
