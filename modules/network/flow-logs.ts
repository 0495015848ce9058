import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { ServiceRole } from "../identity/service-role";

export interface FlowLogsProps {
  readonly site: Site;
  readonly vpcId: string;
  /** Seconds of traffic one record sums up: 60 or 600. */
  readonly aggregationSeconds: number;
  /** Bucket that gets the records as Parquet too. @default none */
  readonly archiveBucketArn?: string;
}

/** All traffic of a VPC, accepted and rejected: in a log group for questions of today, in the archive for later ones. */
export class FlowLogs extends Construct {
  constructor(scope: Construct, id: string, props: FlowLogsProps) {
    super(scope, id);
    const { site, vpcId, aggregationSeconds } = props;
    const { names, account, region, logs } = site;
    const group = new CloudwatchLogGroup(this, "log-group", {
      name: names.of("log-group", "vpc-flow-logs"),
      retentionInDays: logs.retentionDays,
      kmsKeyId: logs.kmsKeyArn,
    });
    const role = new ServiceRole(this, "role", {
      site,
      purpose: "vpc-flow-logs",
      description: "Writes VPC flow logs to their log group.",
      service: "vpc-flow-logs.amazonaws.com",
      sourceArn: `arn:aws:ec2:${region}:${account}:vpc-flow-log/*`,
      statements: [
        {
          sid: "WriteRecords",
          actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
          resources: [group.arn, `${group.arn}:*`],
        },
      ],
    });
    const traffic = { vpcId, trafficType: "ALL", maxAggregationInterval: aggregationSeconds };
    new FlowLog(this, "log-group-delivery", {
      ...traffic,
      logDestinationType: "cloud-watch-logs",
      logDestination: group.arn,
      iamRoleArn: role.arn,
      tags: { Name: names.of("tag", "vpc-flow-logs") },
    });
    if (props.archiveBucketArn) {
      new FlowLog(this, "archive-delivery", {
        ...traffic,
        logDestinationType: "s3",
        logDestination: props.archiveBucketArn,
        destinationOptions: { fileFormat: "parquet", hiveCompatiblePartitions: true, perHourPartition: true },
        tags: { Name: names.of("tag", "vpc-flow-logs-archive") },
      });
    }
  }
}
