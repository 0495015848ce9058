import { CloudcontrolapiResource } from "@cdktf/provider-aws/lib/cloudcontrolapi-resource";
import { CloudwatchEventBus } from "@cdktf/provider-aws/lib/cloudwatch-event-bus";
import { CloudwatchEventBusPolicy } from "@cdktf/provider-aws/lib/cloudwatch-event-bus-policy";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { policyDocument } from "../identity/policy-document";
import { type Publishers, publishedBy } from "../identity/publishers";

export interface EventBusProps {
  readonly site: Site;
  /** What the bus is for, as in "main"; part of the names. */
  readonly purpose: string;
  readonly kmsKeyArn: string;
  readonly publishers: Publishers;
  /** Days that the archive keeps events. */
  readonly archiveDays: number;
  /** Queue for events that EventBridge could not encrypt or decrypt. Its policy has to name the bus. */
  readonly deadLetterArn: string;
}

/** ARN of a bus, spelled out: for policies of what the bus depends on. */
export function eventBusArn({ names, region, account }: Site, purpose: string): string {
  return `arn:aws:events:${region}:${account}:event-bus/${names.of("event-bus", purpose)}`;
}

/**
 * A separate bus for events of the workload, with an archive to replay them from. EventBridge discovers no schemas on a
 * bus with a customer-managed key (docs.aws.amazon.com/eventbridge/latest/userguide/eb-encryption-event-bus-cmkey.html).
 */
export class EventBus extends Construct {
  readonly arn: string;
  readonly busName: string;

  constructor(scope: Construct, id: string, props: EventBusProps) {
    super(scope, id);
    const { site, purpose, kmsKeyArn, deadLetterArn } = props;
    const bus = new CloudwatchEventBus(this, "bus", {
      name: site.names.of("event-bus", purpose),
      description: "Events of the workload.",
      kmsKeyIdentifier: kmsKeyArn,
      deadLetterConfig: { arn: deadLetterArn },
    });
    new CloudwatchEventBusPolicy(this, "policy", {
      eventBusName: bus.name,
      policy: policyDocument(
        publishedBy(props.publishers, { actions: "events:PutEvents", arn: bus.arn, account: site.account }),
      ),
    });
    // The provider's own type has no argument for the key.
    new CloudcontrolapiResource(this, "archive", {
      typeName: "AWS::Events::Archive",
      desiredState: JSON.stringify({
        ArchiveName: site.names.of("event-archive", purpose),
        Description: "Events to replay.",
        SourceArn: bus.arn,
        RetentionDays: props.archiveDays,
        KmsKeyIdentifier: kmsKeyArn,
      }),
    });
    this.arn = bus.arn;
    this.busName = bus.name;
  }
}
