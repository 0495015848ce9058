import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { CloudwatchLogDeliveryDestination } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-destination";
import { CloudwatchLogDeliverySource } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery-source";
import type { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface DistributionLogsProps {
  readonly site: Site;
  /** ARNs of distributions, by host. */
  readonly distributions: Readonly<Record<string, string>>;
  readonly bucket: { readonly arn: string; readonly policy: ITerraformDependable };
  /** Of us-east-1. @default the stack is there */
  readonly provider?: AwsProvider;
}

/**
 * What is logged of a request: all but cookies
 * (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/standard-logs-reference.html).
 */
const fields = [
  "date",
  "time",
  "x-edge-location",
  "sc-bytes",
  "c-ip",
  "cs-method",
  "cs(Host)",
  "cs-uri-stem",
  "sc-status",
  "cs(Referer)",
  "cs(User-Agent)",
  "cs-uri-query",
  "x-edge-result-type",
  "x-edge-request-id",
  "x-host-header",
  "cs-protocol",
  "cs-bytes",
  "time-taken",
  "ssl-protocol",
  "ssl-cipher",
  "x-edge-response-result-type",
  "cs-protocol-version",
  "c-port",
  "time-to-first-byte",
  "x-edge-detailed-result-type",
  "sc-content-type",
  "sc-content-len",
];

/** Standard logs (v2) of distributions, as JSON in a bucket. */
export class DistributionLogs extends Construct {
  constructor(scope: Construct, id: string, { site, distributions, bucket, provider }: DistributionLogsProps) {
    super(scope, id);
    const destination = new CloudwatchLogDeliveryDestination(this, "destination", {
      provider,
      name: site.names.of("log-delivery", "cdn"),
      outputFormat: "json",
      deliveryDestinationConfiguration: [{ destinationResourceArn: bucket.arn }],
      dependsOn: [bucket.policy],
    });
    for (const [host, resourceArn] of Object.entries(distributions)) {
      const source = new CloudwatchLogDeliverySource(this, `${host}-source`, {
        provider,
        name: site.names.of("log-delivery", `cdn-${host}`),
        logType: "ACCESS_LOGS",
        resourceArn,
      });
      new CloudwatchLogDelivery(this, host, {
        provider,
        deliverySourceName: source.name,
        deliveryDestinationArn: destination.arn,
        recordFields: fields,
      });
    }
  }
}
