import { DbEventSubscription } from "@cdktf/provider-aws/lib/db-event-subscription";
import { Construct } from "constructs";
import type { Names } from "../../platform/names";

export interface DatabaseEventsProps {
  readonly names: Names;
  /** What the database is for, as in "main"; part of the names. */
  readonly purpose: string;
  /** Topic that `events.rds.amazonaws.com` may publish to. */
  readonly topicArn: string;
  readonly clusterIdentifier: string;
  /** May be empty. */
  readonly instanceIdentifiers: readonly string[];
  readonly instanceParameterGroup: string;
}

/** Events somebody should hear of, by what they come from: what FSBP RDS.19 to RDS.21 ask for, and changes of state. */
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
} as const;

/** Tells a topic what happens to a cluster, its instances and their parameters. */
export class DatabaseEvents extends Construct {
  constructor(scope: Construct, id: string, props: DatabaseEventsProps) {
    super(scope, id);
    this.subscribe(props, "db-cluster", "cluster", [props.clusterIdentifier]);
    // A subscription without sources would be one to every instance of the account.
    if (props.instanceIdentifiers.length > 0) {
      this.subscribe(props, "db-instance", "instances", props.instanceIdentifiers);
    }
    this.subscribe(props, "db-parameter-group", "parameters", [props.instanceParameterGroup]);
  }

  private subscribe(
    { names, purpose, topicArn }: DatabaseEventsProps,
    sourceType: keyof typeof categories,
    id: string,
    sourceIds: readonly string[],
  ): void {
    new DbEventSubscription(this, id, {
      name: names.of("db-event-subscription", `${purpose}-${id}`),
      snsTopic: topicArn,
      sourceType,
      sourceIds: [...sourceIds],
      eventCategories: [...categories[sourceType]],
    });
  }
}
