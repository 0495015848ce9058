import { Cloudtrail, type CloudtrailAdvancedEventSelector } from "@cdktf/provider-aws/lib/cloudtrail";
import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { ServiceRole } from "../identity/service-role";
import type { PrivateBucket } from "../storage/private-bucket";

export interface TrailProps {
  /** The log group keeps an event for as long as the logs of the site; the archive for as long as it keeps anything. */
  readonly site: Site;
  /** Bucket whose policy lets this trail write. */
  readonly archive: PrivateBucket;
  /** Record management events of all regions, which one trail of an account should do, in addition to the data events. */
  readonly managementEvents: boolean;
  /** Beginnings of the ARNs whose reads and writes are recorded, by CloudTrail resource type. */
  readonly dataEvents: Readonly<Record<string, readonly string[]>>;
}

/** Who did what: API calls in the log archive, tamper-evident, and in a log group that alarms can watch. */
export class Trail extends Construct {
  readonly logGroupName: string;

  constructor(scope: Construct, id: string, props: TrailProps) {
    super(scope, id);
    const { site, archive } = props;
    const { names, logs } = site;
    const name = names.of("trail", "trail");
    const group = new CloudwatchLogGroup(this, "log-group", {
      name: names.of("log-group", "trail"),
      retentionInDays: logs.retentionDays,
      kmsKeyId: logs.kmsKeyArn,
    });
    this.logGroupName = group.name;
    const role = new ServiceRole(this, "role", {
      site,
      purpose: "trail",
      description: "Writes CloudTrail events to their log group.",
      service: "cloudtrail.amazonaws.com",
      statements: [
        {
          sid: "WriteEvents",
          actions: ["logs:CreateLogStream", "logs:PutLogEvents"],
          resources: `${group.arn}:log-stream:*`,
        },
      ],
    });
    new Cloudtrail(this, "cloudtrail", {
      name,
      s3BucketName: archive.bucketName,
      kmsKeyId: logs.kmsKeyArn,
      enableLogFileValidation: true,
      isMultiRegionTrail: props.managementEvents,
      includeGlobalServiceEvents: props.managementEvents,
      cloudWatchLogsGroupArn: `${group.arn}:*`,
      cloudWatchLogsRoleArn: role.arn,
      advancedEventSelector: [
        ...(props.managementEvents ? [managementEvents()] : []),
        ...Object.entries(props.dataEvents).map(([type, prefixes]) => dataEvents(type, prefixes)),
      ],
      insightSelector: props.managementEvents
        ? [{ insightType: "ApiCallRateInsight" }, { insightType: "ApiErrorRateInsight" }]
        : undefined,
      dependsOn: [archive.policy],
    });
  }
}

/** ARN of a trail that is not built yet, for the policies that must exist before it. */
export function trailArn(region: string, account: string, name: string): string {
  return `arn:aws:cloudtrail:${region}:${account}:trail/${name}`;
}

function managementEvents(): CloudtrailAdvancedEventSelector {
  return { name: "Management events", fieldSelector: [{ field: "eventCategory", equalTo: ["Management"] }] };
}

function dataEvents(type: string, prefixes: readonly string[]): CloudtrailAdvancedEventSelector {
  return {
    name: `Data events of ${type}`,
    fieldSelector: [
      { field: "eventCategory", equalTo: ["Data"] },
      { field: "resources.type", equalTo: [type] },
      { field: "resources.ARN", startsWith: [...prefixes] },
    ],
  };
}
