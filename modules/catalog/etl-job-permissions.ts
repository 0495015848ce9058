import type { SiteLocation } from "../../platform/site";
import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";
import type { EtlJobData } from "./etl-job-data";
import { folderMarkerOf, objectsOf } from "./lake-prefix";
import type { SparkWorkers } from "./network-connections";

/** What the job may do in S3 and CloudWatch. It does not touch the Data Catalog: crawlers keep the tables. */
export function jobPermissions(
  site: SiteLocation,
  script: { readonly location: string; readonly kmsKeyArn: string },
  { source, target, quarantine, eventLogs, kmsKeyArn }: EtlJobData,
): PolicyStatement[] {
  const written = [target, quarantine, eventLogs];
  const unique = (arns: readonly string[]) => [...new Set(arns)];
  return [
    {
      sid: "ReadScript",
      actions: "s3:GetObject",
      resources: script.location.replace("s3://", "arn:aws:s3:::"),
    },
    {
      sid: "FindObjects",
      actions: ["s3:GetBucketLocation", "s3:ListBucket"],
      resources: unique([source, ...written].map(({ bucketArn }) => bucketArn)),
    },
    { sid: "ReadSource", actions: "s3:GetObject", resources: objectsOf(source) },
    {
      // Spark writes below a temporary name, and deletes it when a run is over or has failed.
      sid: "Write",
      actions: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: written.flatMap((prefix) => [objectsOf(prefix), folderMarkerOf(prefix)]),
    },
    useKey({
      sid: "UseKeys",
      actions: keyActions.write,
      keyArns: unique([kmsKeyArn, script.kmsKeyArn]),
      region: site.region,
      through: "s3",
    }),
    {
      sid: "PutMetrics",
      actions: "cloudwatch:PutMetricData",
      resources: "*",
      conditions: { StringEquals: { "cloudwatch:namespace": "Glue" } },
    },
  ];
}

/** What Glue needs to put workers into the VPC: network interfaces in these subnets, with this security group. */
export function networkPermissions({ account, region }: SiteLocation, network: SparkWorkers): PolicyStatement[] {
  const ec2 = `arn:aws:ec2:${region}:${account}`;
  const glue = `arn:aws:glue:${region}:${account}`;
  const interfaces = `${ec2}:network-interface/*`;
  return [
    {
      sid: "ReadConnections",
      actions: "glue:GetConnection",
      resources: [`${glue}:catalog`, ...network.connectionNames.map((name) => `${glue}:connection/${name}`)],
    },
    {
      sid: "DescribeNetwork",
      actions: [
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVpcAttribute",
        "ec2:DescribeVpcEndpoints",
      ],
      resources: "*",
    },
    {
      sid: "AttachWorkers",
      actions: "ec2:CreateNetworkInterface",
      resources: [
        interfaces,
        `${ec2}:security-group/${network.securityGroupId}`,
        ...network.subnetIds.map((subnetId) => `${ec2}:subnet/${subnetId}`),
      ],
    },
    {
      sid: "DetachWorkers",
      actions: "ec2:DeleteNetworkInterface",
      resources: interfaces,
      conditions: { ArnEquals: { "ec2:Subnet": network.subnetIds.map((subnetId) => `${ec2}:subnet/${subnetId}`) } },
    },
    {
      sid: "TagWorkers",
      actions: ["ec2:CreateTags", "ec2:DeleteTags"],
      resources: interfaces,
      conditions: { "ForAllValues:StringEquals": { "aws:TagKeys": "aws-glue-service-resource" } },
    },
  ];
}
