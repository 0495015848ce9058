import type { Site } from "../../platform/site";
import { encryptVolumes } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";

/**
 * The VPC CNI gives pods addresses of the VPC. EC2 tags interfaces that it made with the cluster, but not those that it
 * moves addresses to: nothing narrower holds
 * (docs.aws.amazon.com/aws-managed-policy/latest/reference/AmazonEKS_CNI_Policy.html).
 */
export function networkStatements({ account, region }: Site): PolicyStatement[] {
  const ec2 = (resource: string) => `arn:aws:ec2:${region}:${account}:${resource}/*`;
  return [
    {
      sid: "SeeInterfaces",
      actions: [
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSubnets",
        "ec2:DescribeTags",
      ],
      resources: "*",
    },
    {
      sid: "ChangeInterfaces",
      actions: [
        "ec2:AssignPrivateIpAddresses",
        "ec2:AttachNetworkInterface",
        "ec2:CreateNetworkInterface",
        "ec2:DeleteNetworkInterface",
        "ec2:DetachNetworkInterface",
        "ec2:ModifyNetworkInterfaceAttribute",
        "ec2:UnassignPrivateIpAddresses",
      ],
      resources: ["instance", "network-interface", "security-group", "subnet"].map(ec2),
    },
    { sid: "TagInterfaces", actions: "ec2:CreateTags", resources: ec2("network-interface") },
  ];
}

/** Volumes and snapshots that the EBS driver made itself, which it tags, and their key (…/AmazonEBSCSIDriverPolicyV2.html). */
export function volumeStatements({ account, region }: Site, volumesKeyArn: string): PolicyStatement[] {
  const volumes = `arn:aws:ec2:${region}:${account}:volume/*`;
  const instances = `arn:aws:ec2:${region}:${account}:instance/*`;
  // Ids of snapshots name no account.
  const snapshots = `arn:aws:ec2:${region}::snapshot/*`;
  const tag = "ebs.csi.aws.com/cluster";
  const made = { StringEquals: { [`aws:ResourceTag/${tag}`]: "true" } };
  return [
    {
      sid: "SeeVolumes",
      actions: [
        "ec2:DescribeAvailabilityZones",
        "ec2:DescribeInstances",
        "ec2:DescribeInstanceTypes",
        "ec2:DescribeSnapshots",
        "ec2:DescribeTags",
        "ec2:DescribeVolumes",
        "ec2:DescribeVolumesModifications",
        "ec2:DescribeVolumeStatus",
      ],
      resources: "*",
    },
    {
      sid: "MakeVolumes",
      actions: ["ec2:CreateSnapshot", "ec2:CreateVolume"],
      resources: [volumes, snapshots],
      conditions: { StringEquals: { [`aws:RequestTag/${tag}`]: "true" } },
    },
    { sid: "RestoreVolumes", actions: "ec2:CreateVolume", resources: snapshots, conditions: made },
    { sid: "SnapVolumes", actions: "ec2:CreateSnapshot", resources: volumes, conditions: made },
    {
      sid: "TagNewVolumes",
      actions: "ec2:CreateTags",
      resources: [volumes, snapshots],
      conditions: { StringEquals: { "ec2:CreateAction": ["CreateSnapshot", "CreateVolume"] } },
    },
    { sid: "AttachToInstances", actions: ["ec2:AttachVolume", "ec2:DetachVolume"], resources: instances },
    {
      sid: "ChangeVolumes",
      actions: ["ec2:AttachVolume", "ec2:DeleteVolume", "ec2:DetachVolume", "ec2:ModifyVolume"],
      resources: volumes,
      conditions: made,
    },
    { sid: "DeleteSnapshots", actions: "ec2:DeleteSnapshot", resources: snapshots, conditions: made },
    ...encryptVolumes(region, volumesKeyArn),
  ];
}

/** Log groups of Container Insights, by their ends. The agent would make them itself, without key and end. */
export const insightsLogs = ["application", "dataplane", "host", "performance"] as const;

/** Log group of Container Insights. */
export function insightsLogGroup(clusterName: string, log: string): string {
  return `/aws/containerinsights/${clusterName}/${log}`;
}

/** The CloudWatch agent and Fluent Bit: metrics, logs into the groups above, and traces for X-Ray. */
export function observabilityStatements({ account, region }: Site, clusterName: string): PolicyStatement[] {
  return [
    { sid: "SeeNodes", actions: ["ec2:DescribeTags", "ec2:DescribeVolumes"], resources: "*" },
    {
      sid: "WriteMetrics",
      actions: "cloudwatch:PutMetricData",
      resources: "*",
      conditions: { StringEquals: { "cloudwatch:namespace": ["ContainerInsights", "CWAgent"] } },
    },
    {
      sid: "WriteLogs",
      actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
      resources: `arn:aws:logs:${region}:${account}:log-group:${insightsLogGroup(clusterName, "*")}`,
    },
    {
      sid: "WriteTraces",
      actions: [
        "xray:GetSamplingRules",
        "xray:GetSamplingStatisticSummaries",
        "xray:GetSamplingTargets",
        "xray:PutTelemetryRecords",
        "xray:PutTraceSegments",
      ],
      resources: "*",
    },
  ];
}
