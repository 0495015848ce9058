import { describe, expect, test } from "vitest";
import type { StackJson } from "../../synthesized/stack";
import { wholePlatform } from "../support/platform";
import { at } from "../support/synthesis";
import { answer } from "../support/uploads";

const stacks = wholePlatform();
const stack = (id: string): StackJson => stacks[id] ?? expect.fail(`no ${id}`);
const owned = { "s3:x-amz-acl": "bucket-owner-full-control" };

/** What S3 answers to a service that writes an object for an account, to the bucket at the end of the address. */
const write = (
  security: StackJson,
  bucket: string,
  { service, key, ...context }: Readonly<Record<"service" | "key", string>> & Readonly<Record<string, string>>,
) => answer(security, `aws_s3_bucket_policy.${bucket}`, { service, key, context });

describe.each([
  ["dev", "111122223333", "us-east-1"],
  ["stage", "444455556666", "us-east-1"],
  ["prod", "777788889999", "us-east-1"],
  ["dr", "777788889999", "us-west-2"],
])("in %s", (environment, account, region) => {
  const security = stack(`${environment}-security`);
  const from = (source: string) => ({ "aws:SourceAccount": account, "aws:SourceArn": source });

  test.each(["CloudTrail", "CloudTrail-Digest", "CloudTrail-Insight"])(
    "the trail writes to its archive: %s",
    async (of) => {
      const { s3_bucket_name: bucket, s3_key_prefix: prefix, name } = at(security, "aws_cloudtrail.trail");
      expect([bucket, prefix]).toEqual(["${aws_s3_bucket.log_archive.id}", undefined]);
      const events = {
        service: "cloudtrail.amazonaws.com",
        key: `AWSLogs/${account}/${of}/${region}/2026/11/29/${account}_${of}_${region}_20261129T0000Z_a1b2.json.gz`,
        ...owned,
        ...from(`arn:aws:cloudtrail:${region}:${account}:trail/${String(name)}`),
      };
      expect(await write(security, "log_archive", events)).toBe("allowed");
      const other = from(`arn:aws:cloudtrail:${region}:${account}:trail/another`);
      expect(await write(security, "log_archive", { ...events, ...other })).toBe("not allowed");
    },
  );

  test.each([
    "ConfigWritabilityCheckFile",
    `${region}/2026/11/29/ConfigHistory/history.json.gz`,
    `${region}/2026/11/29/ConfigSnapshot/snapshot.json.gz`,
  ])("AWS Config writes to a separate bucket, which is not locked: %s", async (name) => {
    const { s3_bucket_name: bucket, s3_key_prefix: prefix } = at(security, "aws_config_delivery_channel.config");
    expect([bucket, prefix]).toEqual(["${aws_s3_bucket.log_config.id}", undefined]);
    expect(security.resource?.aws_s3_bucket_object_lock_configuration ?? {}).not.toHaveProperty("log_config");
    const history = {
      service: "config.amazonaws.com",
      key: `AWSLogs/${account}/Config/${name}`,
      ...owned,
      ...from(`arn:aws:config:${region}:${account}:*`),
    };
    expect(await write(security, "log_config", history)).toBe("allowed");
    expect(await write(security, "log_config", { ...history, "aws:SourceAccount": "999900001111" })).toBe(
      "not allowed",
    );
  });

  test("flow logs go to a separate bucket, with their prefixes", async () => {
    const network = stack(`${environment}-network`);
    const delivery = network.resource?.aws_flow_log?.flow_logs_archive_delivery;
    if (environment !== "dev") {
      expect(delivery).toMatchObject({
        log_destination: "${data.terraform_remote_state.security.outputs.flow_logs_bucket_arn}",
        destination_options: { hive_compatible_partitions: true, per_hour_partition: true },
      });
    }
    expect(security.output?.flow_logs_bucket_arn?.value).toBe("${aws_s3_bucket.log_flows.arn}");
    const day = `aws-service=vpcflowlogs/aws-region=${region}/year=2026/month=11/day=29/hour=00`;
    const records = {
      service: "delivery.logs.amazonaws.com",
      key: `AWSLogs/aws-account-id=${account}/${day}/${account}_vpcflowlogs_${region}_fl-1_20261129T0000Z_a1b2.log.parquet`,
      ...owned,
      ...from(`arn:aws:logs:${region}:${account}:*`),
    };
    expect(await write(security, "log_flows", records)).toBe("allowed");
    expect(await write(security, "log_archive", records)).toBe("not allowed");
  });

  test("S3 writes the access logs of every bucket of the layer", async () => {
    const logged = Object.values(security.resource?.aws_s3_bucket_logging ?? {});
    expect(logged.length).toBe(3);
    for (const { target_bucket: target, target_prefix: prefix } of logged) {
      expect(target).toBe("${aws_s3_bucket.access_logs.id}");
      const accesses = {
        service: "logging.s3.amazonaws.com",
        key: `${String(prefix)}2026-11-29-00-00-00-ABCDEF0123456789`,
        "aws:SourceAccount": account,
      };
      expect(await write(security, "access_logs", accesses)).toBe("allowed");
    }
  });
});
