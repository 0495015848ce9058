import { type PolicyStatement, throughService } from "../identity/policy-document";
import type { Place } from "./lake-access";

export interface ClusterServicePolicyProps extends Place {
  readonly subnetIds: readonly string[];
  /** Groups whose rules EMR manages. */
  readonly managedGroupIds: readonly string[];
  /** Groups that nodes have beside those. */
  readonly otherGroupIds: readonly string[];
  readonly nodeRoleArn: string;
  readonly volumesKeyArn: string;
}

const tag = "for-use-with-amazon-emr-managed-policies";

/** The tag EMR hands on from a cluster to everything it makes for it. */
export const clusterTags = { [tag]: "true" };
export const carriesTag = { StringEquals: { [`aws:ResourceTag/${tag}`]: "true" } };
export const asksForTag = { StringEquals: { [`aws:RequestTag/${tag}`]: "true" } };

/** ARNs of EC2 in one place: `arns("subnet", ["subnet-1"])`, or all of a kind: `arns("instance")`. */
export function ec2Arns({ account, region }: Place) {
  return (kind: string, ids: readonly string[] = ["*"]) =>
    ids.map((resource) => `arn:aws:ec2:${region}:${account}:${kind}/${resource}`);
}

/**
 * What EMR does for a cluster: AWS's policy AmazonEMRServicePolicy_v2 without what this cluster never uses (security
 * groups, placement groups, reservations and endpoints of EMR's own making), and for this network, these groups and this
 * role where that has every one of the account.
 */
export function clusterServiceStatements(props: ClusterServicePolicyProps): PolicyStatement[] {
  return [...launch(props), ...manage(props), ...network(props), ...handOver(props)];
}

function launch(props: ClusterServicePolicyProps): PolicyStatement[] {
  const arns = ec2Arns(props);
  const launching = ["ec2:CreateFleet", "ec2:CreateLaunchTemplateVersion", "ec2:RunInstances"];
  return [
    {
      sid: "LaunchInNetwork",
      actions: [...launching, "ec2:CreateLaunchTemplate", "ec2:CreateNetworkInterface"],
      resources: [
        ...arns("subnet", props.subnetIds),
        ...arns("security-group", [...props.managedGroupIds, ...props.otherGroupIds]),
      ],
    },
    {
      sid: "LaunchFromOwnTemplates",
      actions: launching,
      resources: arns("launch-template"),
      conditions: carriesTag,
    },
    {
      sid: "MakeTemplates",
      actions: "ec2:CreateLaunchTemplate",
      resources: arns("launch-template"),
      conditions: asksForTag,
    },
    {
      sid: "MakeNodes",
      actions: ["ec2:CreateFleet", "ec2:RunInstances"],
      resources: [...arns("instance"), ...arns("volume")],
      conditions: asksForTag,
    },
    {
      sid: "LaunchWithImages",
      actions: [...launching, "ec2:CreateLaunchTemplate"],
      resources: [
        ...arns("fleet"),
        ...arns("network-interface"),
        // Images of EMR belong to AWS.
        `arn:aws:ec2:${props.region}::image/ami-*`,
      ],
    },
  ];
}

function manage(props: ClusterServicePolicyProps): PolicyStatement[] {
  const arns = ec2Arns(props);
  const nodes = [...arns("instance"), ...arns("launch-template"), ...arns("network-interface")];
  return [
    {
      sid: "ManageOwnNodes",
      actions: [
        "ec2:CreateLaunchTemplateVersion",
        "ec2:DeleteLaunchTemplate",
        "ec2:DeleteNetworkInterface",
        "ec2:ModifyInstanceAttribute",
        "ec2:TerminateInstances",
      ],
      resources: nodes,
      conditions: carriesTag,
    },
    {
      sid: "TagOwnNodes",
      actions: ["ec2:CreateTags", "ec2:DeleteTags"],
      resources: [...nodes, ...arns("volume")],
      conditions: carriesTag,
    },
    {
      sid: "TagAtCreation",
      actions: "ec2:CreateTags",
      resources: [...nodes, ...arns("volume")],
      conditions: {
        StringEquals: {
          "ec2:CreateAction": ["CreateFleet", "CreateLaunchTemplate", "CreateNetworkInterface", "RunInstances"],
        },
      },
    },
  ];
}

function network(props: ClusterServicePolicyProps): PolicyStatement[] {
  const arns = ec2Arns(props);
  return [
    {
      sid: "EnterSubnet",
      actions: "ec2:CreateNetworkInterface",
      resources: arns("network-interface"),
      conditions: asksForTag,
    },
    {
      sid: "ManageRulesOfOwnGroups",
      actions: [
        "ec2:AuthorizeSecurityGroupEgress",
        "ec2:AuthorizeSecurityGroupIngress",
        "ec2:RevokeSecurityGroupEgress",
        "ec2:RevokeSecurityGroupIngress",
      ],
      resources: arns("security-group", props.managedGroupIds),
    },
    // EC2 knows no resources for descriptions.
    {
      sid: "LookAround",
      actions: [
        "ec2:DescribeAccountAttributes",
        "ec2:DescribeCapacityReservations",
        "ec2:DescribeDhcpOptions",
        "ec2:DescribeImages",
        "ec2:DescribeInstanceTypeOfferings",
        "ec2:DescribeInstances",
        "ec2:DescribeLaunchTemplates",
        "ec2:DescribeNetworkAcls",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribePlacementGroups",
        "ec2:DescribeRouteTables",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeVolumeStatus",
        "ec2:DescribeVolumes",
        "ec2:DescribeVpcAttribute",
        "ec2:DescribeVpcEndpoints",
        "ec2:DescribeVpcs",
      ],
      resources: "*",
    },
  ];
}

function handOver({ region, nodeRoleArn, volumesKeyArn }: ClusterServicePolicyProps): PolicyStatement[] {
  const throughEc2 = throughService(region, ["ec2"]);
  return [
    {
      sid: "HandRoleToNodes",
      actions: "iam:PassRole",
      resources: nodeRoleArn,
      conditions: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    },
    {
      sid: "EncryptVolumes",
      actions: [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
      resources: volumesKeyArn,
      conditions: throughEc2,
    },
    {
      sid: "LetNodesUseVolumes",
      actions: "kms:CreateGrant",
      resources: volumesKeyArn,
      conditions: { ...throughEc2, Bool: { "kms:GrantIsForAWSResource": "true" } },
    },
  ];
}
