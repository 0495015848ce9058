import { describe, expect, test } from "vitest";
import { FlowLogs } from "../../../modules/network/flow-logs";
import { ResolverQueryLogs } from "../../../modules/network/resolver-query-logs";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";

const vpcId = "vpc-1";
const flowLogs = (archiveBucketArn?: string) =>
  probe((stack) => {
    new FlowLogs(stack, "flow-logs", {
      site: testSite(stack),
      vpcId,
      aggregationSeconds: 60,
      archiveBucketArn,
    });
  });

describe("FlowLogs", () => {
  test("record all traffic in an encrypted log group that forgets in time", () => {
    const json = flowLogs();
    expect(typesOf(json)).toEqual({
      aws_cloudwatch_log_group: 1,
      aws_flow_log: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
    });
    expect(at(json, "aws_cloudwatch_log_group.flow_logs")).toMatchObject({
      retention_in_days: 400,
      kms_key_id: testKey("logs"),
    });
    expect(at(json, "aws_flow_log.flow_logs_log_group_delivery")).toMatchObject({
      traffic_type: "ALL",
      max_aggregation_interval: 60,
      log_destination: "${aws_cloudwatch_log_group.flow_logs.arn}",
    });
  });

  test("write to the archive too where there is one", () => {
    const json = flowLogs("arn:aws:s3:::archive");
    expect(at(json, "aws_flow_log.flow_logs_archive_delivery")).toMatchObject({
      log_destination_type: "s3",
      log_destination: "arn:aws:s3:::archive",
      destination_options: { file_format: "parquet", hive_compatible_partitions: true, per_hour_partition: true },
    });
  });

  test("are written by a role under the boundary that only the account's flow logs can assume", () => {
    const json = flowLogs();
    const role = at(json, "aws_iam_role.flow_logs");
    expect(role.permissions_boundary).toBe("arn:aws:iam::111122223333:policy/boundary");
    expect(statementsOf(role.assume_role_policy).AssumedByService).toMatchObject({
      Principal: { Service: "vpc-flow-logs.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333" },
        ArnLike: { "aws:SourceArn": "arn:aws:ec2:us-east-1:111122223333:vpc-flow-log/*" },
      },
    });
    const { WriteRecords } = statementsOf(at(json, "aws_iam_role_policy.flow_logs_role").policy);
    expect(WriteRecords?.Resource).toEqual([
      "${aws_cloudwatch_log_group.flow_logs.arn}",
      "${aws_cloudwatch_log_group.flow_logs.arn}:*",
    ]);
  });
});

test("ResolverQueryLogs log every query of the VPC to an encrypted log group", () => {
  const json = probe((stack) => {
    new ResolverQueryLogs(stack, "resolver", { site: testSite(stack), vpcId });
  });
  expect(typesOf(json)).toEqual({
    aws_cloudwatch_log_group: 1,
    aws_route53_resolver_query_log_config: 1,
    aws_route53_resolver_query_log_config_association: 1,
  });
  expect(at(json, "aws_route53_resolver_query_log_config_association.resolver").resource_id).toBe("vpc-1");
});
