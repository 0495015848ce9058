import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";

/** A topic, and the key of its messages. */
export interface TopicAccess {
  readonly arn: string;
  readonly kmsKeyArn: string;
  readonly region: string;
}

/**
 * Publishes to a topic (docs.aws.amazon.com/sns/latest/dg/sns-key-management.html).
 * @param what what is published, in Pascal case, as in "Orders"; part of the sids
 */
export function publishMessages(what: string, { arn, kmsKeyArn, region }: TopicAccess): PolicyStatement[] {
  return [
    { sid: `Publish${what}`, actions: "sns:Publish", resources: arn },
    useKey({ sid: `Encrypt${what}`, actions: keyActions.write, keyArns: kmsKeyArn, region, through: "sns" }),
  ];
}
