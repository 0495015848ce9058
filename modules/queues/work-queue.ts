import { SqsQueue } from "@cdktf/provider-aws/lib/sqs-queue";
import { SqsQueuePolicy } from "@cdktf/provider-aws/lib/sqs-queue-policy";
import { SqsQueueRedriveAllowPolicy } from "@cdktf/provider-aws/lib/sqs-queue-redrive-allow-policy";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";
import { type Publishers, publishedBy } from "../identity/publishers";
import { EncryptedQueue } from "./encrypted-queue";

export interface WorkQueueProps {
  readonly site: Site;
  /** What the messages are about, as in "uploads"; part of the names. */
  readonly purpose: string;
  readonly kmsKeyArn: string;
  readonly publishers: Publishers;
  readonly handling: {
    /** Seconds that a message stays hidden from other consumers while one handles it. 30 to 43200. */
    readonly visibilitySeconds: number;
    /** Times that a message is tried. 1 to 1000. */
    readonly maxReceives: number;
    /** Days that a message waits. 1 to 14. */
    readonly retentionDays: number;
  };
}

const secondsPerDay = 24 * 60 * 60;

/** A queue of work, and one for the messages that could not be handled, which takes them from this queue alone. */
export class WorkQueue extends Construct {
  readonly arn: string;
  readonly url: string;
  /** Key of the messages. */
  readonly keyArn: string;
  readonly deadLetterArn: string;
  readonly deadLetterUrl: string;

  constructor(scope: Construct, id: string, props: WorkQueueProps) {
    super(scope, id);
    const { site, purpose, kmsKeyArn, publishers, handling } = props;
    const dead = new EncryptedQueue(this, "dead-letters", {
      site,
      purpose: `${purpose}-dead-letters`,
      kmsKeyArn,
      // SQS moves dead letters itself, without a call that a policy would see.
      publishers: {},
    });
    const queue = new SqsQueue(this, "queue", {
      name: site.names.of("sqs-queue", purpose),
      kmsMasterKeyId: kmsKeyArn,
      visibilityTimeoutSeconds: handling.visibilitySeconds,
      messageRetentionSeconds: handling.retentionDays * secondsPerDay,
      receiveWaitTimeSeconds: 20,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: dead.arn, maxReceiveCount: handling.maxReceives }),
    });
    new SqsQueuePolicy(this, "policy", {
      queueUrl: queue.url,
      policy: policyDocument(
        publishedBy(publishers, { actions: "sqs:SendMessage", arn: queue.arn, account: site.account }),
      ),
    });
    new SqsQueueRedriveAllowPolicy(this, "redrive", {
      queueUrl: dead.url,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [queue.arn] }),
    });
    this.arn = queue.arn;
    this.url = queue.url;
    this.keyArn = kmsKeyArn;
    this.deadLetterArn = dead.arn;
    this.deadLetterUrl = dead.url;
  }
}
