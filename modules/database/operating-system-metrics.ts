import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface OperatingSystemMetricsProps {
  readonly site: Site;
}

/**
 * The log group that enhanced monitoring writes to, which all databases of an account share in a region. RDS makes it
 * without a key and without expiry if it does not exist. Exactly one state may build this.
 */
export class OperatingSystemMetrics extends Construct {
  /** What instances wait for, and are gone before: they would make it anew. */
  readonly logGroup: CloudwatchLogGroup;

  constructor(scope: Construct, id: string, { site }: OperatingSystemMetricsProps) {
    super(scope, id);
    this.logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: "RDSOSMetrics",
      kmsKeyId: site.logs.kmsKeyArn,
      retentionInDays: site.logs.retentionDays,
    });
  }
}
