import { SnsTopicSubscription } from "@cdktf/provider-aws/lib/sns-topic-subscription";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";

export interface MailSubscribersProps {
  readonly topicArn: string;
  /** Addresses, in any order. */
  readonly emails: readonly string[];
  /** Provider of the region of the topic. @default that of the stack */
  readonly provider?: TerraformProvider;
}

/** Who gets a mail for each message of a topic. Each confirms the subscription once; until then SNS sends none. */
export class MailSubscribers extends Construct {
  constructor(scope: Construct, id: string, { topicArn, emails, provider }: MailSubscribersProps) {
    super(scope, id);
    for (const endpoint of emails) {
      new SnsTopicSubscription(this, endpoint.replace(/[^a-z0-9]+/gi, "-").toLowerCase(), {
        provider,
        topicArn,
        protocol: "email",
        endpoint,
      });
    }
  }
}
