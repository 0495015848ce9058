import { DbEventSubscription } from "@cdktf/provider-aws/lib/db-event-subscription";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface DatabaseEventsProps {
  readonly site: Site;
  /** Topic that `events.rds.amazonaws.com` may publish to. */
  readonly topicArn: string;
}

/**
 * Events that need a notification, by source: what FSBP RDS.19 to RDS.22 ask for, and changes of state. A VPC
 * has no DB security groups; the control asks for them all the same.
 */
const categories = {
  "db-cluster": [
    "configuration change",
    "creation",
    "deletion",
    "failover",
    "failure",
    "global-failover",
    "maintenance",
    "notification",
  ],
  "db-instance": [
    "availability",
    "configuration change",
    "creation",
    "deletion",
    "failover",
    "failure",
    "maintenance",
    "notification",
    "recovery",
  ],
  "db-parameter-group": ["configuration change"],
  "db-security-group": ["configuration change", "failure"],
} as const;

/** Tells a topic what happens to all databases of the account in the region, those to come as well. */
export class DatabaseEvents extends Construct {
  constructor(scope: Construct, id: string, { site, topicArn }: DatabaseEventsProps) {
    super(scope, id);
    for (const [sourceType, eventCategories] of Object.entries(categories)) {
      new DbEventSubscription(this, sourceType, {
        name: site.names.of("db-event-subscription", sourceType),
        snsTopic: topicArn,
        sourceType,
        eventCategories: [...eventCategories],
      });
    }
  }
}
