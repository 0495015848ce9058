import { DynamodbTableReplicaA } from "@cdktf/provider-aws/lib/dynamodb-table-replica";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { CapacityScaling } from "./capacity-scaling";
import { ContributorInsights } from "./contributor-insights";
import type { TableBilling, TableSchema } from "./schema";

export interface TableReplicaProps {
  /** Site of the replica. Where it protects from deletion, deleting the primary does not delete the replica either. */
  readonly site: Site;
  /** The table that is copied, in its own region. */
  readonly primary: { readonly arn: string; readonly tableName: string };
  /** Schema of the primary. */
  readonly schema: TableSchema;
  /** Billing of the primary; of a provisioned table the replica scales its reads by itself. */
  readonly billing: TableBilling;
  /** Key of the replica's region. */
  readonly kmsKeyArn: string;
}

/**
 * A table of another region, read and written here too (a "global table" in DynamoDB's words). It is made from the side
 * that recovers: the state of the primary does not know it.
 *
 * Keys, indexes, TTL, stream and write capacity come from the primary; what DynamoDB leaves to each region is set here
 * (docs.aws.amazon.com/amazondynamodb/latest/developerguide/V2globaltables_HowItWorks.html). To remove a protected
 * replica, first apply without its protection: the provider does not lift it.
 */
export class TableReplica extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: TableReplicaProps) {
    super(scope, id);
    const { site, schema, billing } = props;
    const { arn, tableName } = props.primary;
    const replica = new DynamodbTableReplicaA(this, "table-replica", {
      globalTableArn: arn,
      kmsKeyArn: props.kmsKeyArn,
      pointInTimeRecovery: true,
      deletionProtectionEnabled: site.deletionProtection,
      tags: { backup: site.backupPlan },
    });
    this.arn = replica.arn;

    const here = { tableName, schema, dependsOn: [replica] };
    new ContributorInsights(this, "insights", here);
    if (billing.mode === "provisioned") {
      new CapacityScaling(this, "scaling", { ...here, billing, scales: ["read"] });
    }
  }
}
