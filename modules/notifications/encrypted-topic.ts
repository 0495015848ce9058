import { SnsTopic } from "@cdktf/provider-aws/lib/sns-topic";
import { SnsTopicPolicy } from "@cdktf/provider-aws/lib/sns-topic-policy";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";

export interface EncryptedTopicProps {
  readonly site: Site;
  /** What the topic carries, as in "database-events"; part of its name. */
  readonly purpose: string;
  /** The key's policy has to let the publishers in as themselves. */
  readonly kmsKeyArn: string;
  /** Services that publish on behalf of the account, as in "events.rds.amazonaws.com". */
  readonly publishers: readonly string[];
}

/** A topic that keeps messages encrypted and takes them over TLS, from the named services of its own account. */
export class EncryptedTopic extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: EncryptedTopicProps) {
    super(scope, id);
    const { site } = props;
    const topic = new SnsTopic(this, "topic", {
      name: site.names.of("sns-topic", props.purpose),
      kmsMasterKeyId: props.kmsKeyArn,
      // The newer signature, over SHA-256.
      signatureVersion: 2,
    });
    new SnsTopicPolicy(this, "policy", {
      arn: topic.arn,
      policy: policyDocument([
        {
          sid: "PublishedByServices",
          principal: { service: props.publishers },
          actions: "sns:Publish",
          resources: topic.arn,
          conditions: { StringEquals: { "aws:SourceAccount": site.account } },
        },
        {
          sid: "RefusePlainHttp",
          effect: "Deny",
          principal: "*",
          actions: "sns:Publish",
          resources: topic.arn,
          conditions: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
    });
    this.arn = topic.arn;
  }
}
