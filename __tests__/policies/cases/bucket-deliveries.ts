import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { policy } from "../support";
import { casesOf } from "./case";

const account = "777788889999";
const arn = "${aws_s3_bucket.logs.arn}";
const put = (service: string, ...paths: readonly string[]) => ({
  Principal: { Service: service },
  Action: "s3:PutObject",
  Resource: paths.map((path) => `${arn}/${path}`),
});
const config = put("config.amazonaws.com", `AWSLogs/${account}/Config/*`);
const trail = put("cloudtrail.amazonaws.com", `AWSLogs/${account}/*`);
const accessLogs = put("logging.s3.amazonaws.com", "*");

/** A bucket that takes what the statements let in, and what delivers to it. */
const logs = (statements: readonly Block[], others: Readonly<Record<string, Block>>): FakeStacks => ({
  "prod-security": {
    resources: {
      "aws_s3_bucket.logs": { bucket: "prod-logs" },
      "aws_s3_bucket_policy.logs": { bucket: "${aws_s3_bucket.logs.id}", policy: policy(...statements) },
      ...others,
    },
    outputs: { logs_bucket_arn: arn },
  },
});
const channel = { "aws_config_delivery_channel.config": { s3_bucket_name: "${aws_s3_bucket.logs.id}" } };
const recorded = (block: Block = {}) => ({
  "aws_cloudtrail.trail": { s3_bucket_name: "${aws_s3_bucket.logs.id}", ...block },
});
const logged = {
  "aws_s3_bucket_logging.lake": { bucket: "lake", target_bucket: "${aws_s3_bucket.logs.id}", target_prefix: "lake/" },
};
const locked = {
  "aws_s3_bucket_object_lock_configuration.logs": {
    bucket: "${aws_s3_bucket.logs.id}",
    rule: { default_retention: { mode: "GOVERNANCE", days: 30 } },
  },
};
const encrypted = {
  "aws_s3_bucket_server_side_encryption_configuration.logs": {
    bucket: "${aws_s3_bucket.logs.id}",
    rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms", kms_master_key_id: "key" } }],
  },
};
/** Flow logs of another layer, under a policy that takes them below the path. */
const flows = (path: string, options: Block = {}, others: Readonly<Record<string, Block>> = {}): FakeStacks => ({
  ...logs([put("delivery.logs.amazonaws.com", path), trail], others),
  "prod-network": {
    reads: { security: "prod-security" },
    resources: {
      "aws_flow_log.vpc": {
        log_destination: "${data.terraform_remote_state.security.outputs.logs_bucket_arn}",
        destination_options: options,
      },
    },
  },
});
const hive = { hive_compatible_partitions: true };

export const bucketDeliveries = casesOf("STRATA036", [
  {
    name: "a path that the policy does not let in",
    stacks: logs(
      [put("cloudtrail.amazonaws.com", `AWSLogs/${account}/CloudTrail/*`)],
      recorded({ insight_selector: [] }),
    ),
    finds: ["write AWSLogs/777788889999/CloudTrail-Digest/us-east-1", "CloudTrail-Insight"],
  },
  {
    name: "a service that the policy does not let in",
    stacks: logs([trail], channel),
    finds: [
      "ConfigWritabilityCheckFile",
      "does not let config.amazonaws.com write AWSLogs/777788889999/Config/us-east-1",
    ],
  },
  {
    name: "AWS Config to a locked bucket",
    stacks: logs([config], { ...channel, ...locked }),
    finds: ["has default retention, to which config.amazonaws.com cannot write"],
  },
  {
    name: "server access logs to a bucket that is locked and has a key",
    stacks: logs([accessLogs], { ...logged, ...locked, ...encrypted }),
    finds: ["has default retention", "has a KMS key"],
  },
  {
    name: "flow logs below the path of others",
    stacks: flows(`AWSLogs/${account}/*`, hive),
    finds: ["prod-network aws_flow_log.vpc: prod-security aws_s3_bucket.logs does not let delivery.logs.amazonaws.com"],
  },
  {
    name: "flow logs next to a trail",
    stacks: flows(`AWSLogs/aws-account-id=${account}/*`, hive, recorded()),
    finds: ["shares prod-security aws_s3_bucket.logs with prod-security aws_cloudtrail.trail"],
  },
  {
    name: "flow logs alone, with each form of prefix",
    stacks: flows(`AWSLogs/aws-account-id=${account}/*`, hive),
    finds: [],
  },
  { name: "flow logs without Hive-compatible prefixes", stacks: flows(`AWSLogs/${account}/*`), finds: [] },
  {
    name: "a trail, in a locked bucket, below a prefix",
    stacks: logs([put("cloudtrail.amazonaws.com", "audit/AWSLogs/*")], {
      ...recorded({ s3_key_prefix: "audit" }),
      ...locked,
    }),
    finds: [],
  },
  { name: "AWS Config in a bucket with a key", stacks: logs([config], { ...channel, ...encrypted }), finds: [] },
  { name: "server access logs", stacks: logs([accessLogs], logged), finds: [] },
]);
