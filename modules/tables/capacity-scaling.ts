import { AppautoscalingPolicy } from "@cdktf/provider-aws/lib/appautoscaling-policy";
import { AppautoscalingTarget } from "@cdktf/provider-aws/lib/appautoscaling-target";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { indexesOf, type ProvisionedBilling, type TableSchema } from "./schema";

export interface CapacityScalingProps {
  readonly tableName: string;
  readonly schema: TableSchema;
  readonly billing: ProvisionedBilling;
  /** Which capacity follows the load here. The regions of a global table share their write capacity. */
  readonly scales: readonly ("read" | "write")[];
  /** What has to exist first, where the name alone does not say it. @default nothing */
  readonly dependsOn?: ITerraformDependable[];
}

/** What is scaled: the capacity of a table or of an index. */
interface Scaled {
  readonly kind: "table" | "index";
  readonly resourceId: string;
  readonly capacity: "read" | "write";
}

const units = { read: "ReadCapacityUnits", write: "WriteCapacityUnits" } as const;
const utilization = {
  read: "DynamoDBReadCapacityUtilization",
  write: "DynamoDBWriteCapacityUtilization",
} as const;

/** Lets the capacity of a provisioned table and of its indexes follow the load, in one region. */
export class CapacityScaling extends Construct {
  constructor(scope: Construct, id: string, props: CapacityScalingProps) {
    super(scope, id);
    const { tableName, schema, scales } = props;
    for (const capacity of scales) {
      const table: Scaled = { kind: "table", resourceId: `table/${tableName}`, capacity };
      this.follow(`table-${capacity}`, table, props);
      for (const [index] of indexesOf(schema)) {
        const resourceId = `${table.resourceId}/index/${index}`;
        this.follow(`${index}-index-${capacity}`, { kind: "index", resourceId, capacity }, props);
      }
    }
  }

  private follow(id: string, { kind, resourceId, capacity }: Scaled, props: CapacityScalingProps): void {
    const scope = new Construct(this, id);
    const { min, max } = props.billing[capacity];
    const target = new AppautoscalingTarget(scope, "target", {
      serviceNamespace: "dynamodb",
      resourceId,
      scalableDimension: `dynamodb:${kind}:${units[capacity]}`,
      minCapacity: min,
      maxCapacity: max,
      dependsOn: props.dependsOn,
    });
    new AppautoscalingPolicy(scope, "policy", {
      // The name DynamoDB itself uses: a metric can have one such policy, and DynamoDB may have made it for a replica.
      name: `${utilization[capacity]}:${resourceId}`,
      policyType: "TargetTrackingScaling",
      serviceNamespace: target.serviceNamespace,
      resourceId: target.resourceId,
      scalableDimension: target.scalableDimension,
      targetTrackingScalingPolicyConfiguration: {
        targetValue: props.billing.targetPercent,
        predefinedMetricSpecification: { predefinedMetricType: utilization[capacity] },
      },
    });
  }
}
