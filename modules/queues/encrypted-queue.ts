import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";
import { type Publishers, publishedBy } from "../identity/publishers";

export interface EncryptedQueueProps {
  readonly site: Site;
  /** What the messages are about, as in "undelivered"; part of the name. */
  readonly purpose: string;
  readonly kmsKeyArn: string;
  readonly publishers: Publishers;
}

/** Longest time that a queue keeps a message, in seconds (SQS API, SetQueueAttributes). */
export const fourteenDays = 14 * 24 * 60 * 60;

/** A queue for failed messages: encrypted, and kept as long as SQS allows. */
export class EncryptedQueue extends Construct {
  readonly arn: string;
  readonly url: string;

  constructor(scope: Construct, id: string, props: EncryptedQueueProps) {
    super(scope, id);
    const { site, purpose, kmsKeyArn, publishers } = props;
    const queue = new SqsQueue(this, "queue", {
      name: site.names.of("sqs-queue", purpose),
      kmsMasterKeyId: kmsKeyArn,
      messageRetentionSeconds: fourteenDays,
      receiveWaitTimeSeconds: 20,
    });
    new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.url,
      policy: policyDocument(
        publishedBy(publishers, { actions: "sqs:SendMessage", arn: queue.arn, account: site.account }),
      ),
    });
    this.arn = queue.arn;
    this.url = queue.url;
  }
}
