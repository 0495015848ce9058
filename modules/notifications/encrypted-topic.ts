import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Site, SiteLocation } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";
import { type Publishers, publishedBy } from "../identity/publishers";

export interface EncryptedTopicProps {
  readonly site: Site;
  /** What the topic carries, as in "database-events"; part of its name. */
  readonly purpose: string;
  /** The key's policy has to let the publishers in as themselves. */
  readonly kmsKeyArn: string;
  readonly publishers: Publishers;
  /** What mails to subscribers are from. @default the name of the topic */
  readonly displayName?: string;
  /** Provider of the region of topic and key. @default that of the stack */
  readonly provider?: TerraformProvider;
}

/** ARN of a topic, spelled out: for policies of what the topic depends on. */
export function topicArn({ names, region, account }: SiteLocation, purpose: string): string {
  return `arn:aws:sns:${region}:${account}:${names.of("sns-topic", purpose)}`;
}

/** A topic that encrypts messages and accepts them over TLS only, from named publishers of its account. */
export class EncryptedTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptedTopicProps) {
    super(scope, id);
    const { site, provider } = props;
    const topic = new SnsTopic(this, "topic", {
      provider,
      name: site.names.of("sns-topic", props.purpose),
      displayName: props.displayName,
      kmsMasterKeyId: props.kmsKeyArn,
      // The newer signature, over SHA-256.
      signatureVersion: 2,
    });
    new SnsTopicPolicy(this, "policy", {
      provider,
      arn: topic.arn,
      policy: policyDocument(
        publishedBy(props.publishers, { actions: "sns:Publish", arn: topic.arn, account: site.account }),
      ),
    });
    this.arn = topic.arn;
  }
}
