import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import { Construct } from "constructs";

export interface MailSubscribersProps {
  readonly topicArn: string;
  /** Addresses, in any order. */
  readonly emails: readonly string[];
}

/** Who gets a mail for each message of a topic. Each confirms the subscription once; until then SNS sends none. */
export class MailSubscribers extends Construct {
  constructor(scope: Construct, id: string, { topicArn, emails }: MailSubscribersProps) {
    super(scope, id);
    for (const endpoint of emails) {
      new SnsTopicSubscription(this, endpoint.replace(/[^a-z0-9]+/gi, "-").toLowerCase(), {
        topicArn,
        protocol: "email",
        endpoint,
      });
    }
  }
}
