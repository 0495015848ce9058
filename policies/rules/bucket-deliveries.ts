import type { Resource } from "../../synthesized/linked-stack";
import { arnsOf, bucketSetting, ownArn, policiesOf, statementsOf } from "../bucket-policies";
import { groupBy, resourcesOf, targetsOf, valueAt, valuesAt } from "../platform";
import { allowsAction, covers } from "../statements";
import type { Finding, Platform, Rule } from "../types";

/** A service that writes to a bucket as itself. */
interface Delivery {
  readonly type: string;
  /** Attribute that names the bucket. */
  readonly attribute: string;
  readonly principal: string;
  /** Names of objects, as they follow from the settings of the resource. */
  readonly keys: (resource: Resource) => readonly string[];
  /** What AWS says the service cannot write to, with the page below docs.aws.amazon.com. */
  readonly refuses?: readonly { readonly what: "default retention" | "a KMS key"; readonly page: string }[];
  /** The bucket takes nothing else, since AWS may replace its policy. */
  readonly alone?: boolean;
}

const day = "2026/11/29";
const prefixed = (prefix: unknown, rest: string) => (prefix === undefined ? rest : `${String(prefix)}/${rest}`);
const accessLogsPage = "AmazonS3/latest/userguide/enable-server-access-logging.html";

export const bucketDeliveryTypes: readonly Delivery[] = [
  {
    type: "aws_cloudtrail",
    attribute: "s3_bucket_name",
    principal: "cloudtrail.amazonaws.com",
    keys: ({ block, region, stack: { account } }) =>
      ["CloudTrail", "CloudTrail-Digest", ...(block.insight_selector ? ["CloudTrail-Insight"] : [])].map((folder) =>
        prefixed(block.s3_key_prefix, `AWSLogs/${account}/${folder}/${region}/${day}/events.json.gz`),
      ),
  },
  {
    type: "aws_config_delivery_channel",
    attribute: "s3_bucket_name",
    principal: "config.amazonaws.com",
    keys: ({ block, region, stack: { account } }) =>
      ["ConfigWritabilityCheckFile", `${region}/${day}/ConfigHistory/history.json.gz`].map((name) =>
        prefixed(block.s3_key_prefix, `AWSLogs/${account}/Config/${name}`),
      ),
    refuses: [{ what: "default retention", page: "config/latest/developerguide/manage-delivery-channel.html" }],
  },
  {
    type: "aws_flow_log",
    attribute: "log_destination",
    principal: "delivery.logs.amazonaws.com",
    keys: ({ block, region, stack: { account } }) => [
      valueAt(block, "destination_options.hive_compatible_partitions") === true
        ? `AWSLogs/aws-account-id=${account}/aws-service=vpcflowlogs/aws-region=${region}/year=2026/flows.parquet`
        : `AWSLogs/${account}/vpcflowlogs/${region}/${day}/flows.log.gz`,
    ],
    alone: true,
  },
  {
    type: "aws_s3_bucket_inventory",
    attribute: "destination.bucket.bucket_arn",
    principal: "s3.amazonaws.com",
    keys: ({ block }) => [
      prefixed(valueAt(block, "destination.bucket.prefix"), `bucket/${String(block.name)}/data/list.parquet`),
    ],
  },
  {
    type: "aws_s3_bucket_logging",
    attribute: "target_bucket",
    principal: "logging.s3.amazonaws.com",
    // Named by a prefix and a time, without a slash between.
    keys: ({ block }) => [`${String(block.target_prefix ?? "")}2026-11-29-00-00-00-ABCDEF`],
    refuses: [
      { what: "default retention", page: accessLogsPage },
      { what: "a KMS key", page: accessLogsPage },
    ],
  },
];

/** A delivery in the platform. */
interface Delivered {
  readonly delivery: Delivery;
  readonly resource: Resource;
  readonly bucket: Resource;
}

function deliveredOf(platform: Platform): Delivered[] {
  return bucketDeliveryTypes.flatMap((delivery) =>
    resourcesOf(platform, delivery.type).flatMap((resource) =>
      targetsOf(resource.stack, valuesAt(resource.block, delivery.attribute))
        .filter(({ type }) => type === "aws_s3_bucket")
        .map((bucket) => ({ delivery, resource, bucket })),
    ),
  );
}

const features = {
  "default retention": {
    type: "aws_s3_bucket_object_lock_configuration",
    path: "rule.default_retention.mode",
  },
  "a KMS key": {
    type: "aws_s3_bucket_server_side_encryption_configuration",
    path: "rule.apply_server_side_encryption_by_default.kms_master_key_id",
  },
} as const;

/** Whether the policy of the bucket lets the service put an object there. Conditions are not looked at. */
function takes(platform: Platform, { delivery, bucket }: Delivered, key: string): boolean {
  return policiesOf(platform, bucket).some((policy) =>
    statementsOf(policy).some(
      (statement) =>
        allowsAction(statement, "s3:PutObject") &&
        statement.principals.some(({ kind, id }) => kind === "Service" && id === delivery.principal) &&
        arnsOf(bucket, policy, statement).some((arn) => covers(arn, `${ownArn(bucket)}/${key}`)),
    ),
  );
}

function errorsOf(platform: Platform, delivered: Delivered): string[] {
  const { delivery, resource, bucket } = delivered;
  const where = bucket.stack === resource.stack ? bucket.address : `${bucket.stack.id} ${bucket.address}`;
  const refused = (delivery.refuses ?? []).filter(({ what }) => {
    const { type, path } = features[what];
    return bucketSetting(platform, bucket, type, path).length > 0;
  });
  return [
    ...delivery
      .keys(resource)
      .filter((key) => !takes(platform, delivered, key))
      .map((key) => `${where} does not let ${delivery.principal} write ${key}`),
    ...refused.map(({ what, page }) => `${where} has ${what}, to which ${delivery.principal} cannot write (${page})`),
  ];
}

/** AWS replaces the bucket's policy if the creator of the delivery may change it: that shuts out other deliveries. */
function crowded(all: readonly Delivered[]): Finding[] {
  return [...groupBy(all, ({ bucket }) => `${bucket.stack.id} ${bucket.address}`)].flatMap(([where, together]) =>
    together
      .filter(({ delivery }) => delivery.alone)
      .flatMap(({ delivery, resource }) =>
        together
          .filter((other) => other.delivery.type !== delivery.type)
          .map((other) => ({
            resource,
            detail: `shares ${where} with ${other.resource.stack.id} ${other.resource.address}`,
          })),
      ),
  );
}

export const bucketDeliveries: Rule = {
  id: "STRATA036",
  title: "A service delivers to a bucket that it can write to",
  severity: "high",
  control: "Well-Architected SEC04-BP01",
  cause:
    "Delivery is refused, after an apply without errors or at every apply: logs are missing when they are needed. AWS " +
    "replaces the policy of the bucket that flow logs go to, and shuts out whatever else writes there.",
  fix: "Give each service a separate LogBucket (modules/storage), with its statements in log-writers.ts.",
  check: (platform) => {
    const all = deliveredOf(platform);
    const errors = all.flatMap((delivered) =>
      errorsOf(platform, delivered).map((detail) => ({ resource: delivered.resource, detail })),
    );
    return [...errors, ...crowded(all)];
  },
};
