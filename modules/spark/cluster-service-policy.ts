import type { SiteLocation } from "../../platform/site";
import { useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";

export interface ClusterServicePolicyProps {
  readonly site: SiteLocation;
  readonly subnetIds: readonly string[];
  /** Groups whose rules EMR manages. */
  readonly managedGroupIds: readonly string[];
  /** Groups that nodes have in addition to those. */
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
export function ec2Arns({ account, region }: SiteLocation) {
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
  const arns = ec2Arns(props.site);
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
        `arn:aws:ec2:${props.site.region}::image/ami-*`,
      ],
    },
  ];
}

function manage(props: ClusterServicePolicyProps): PolicyStatement[] {
  const arns = ec2Arns(props.site);
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
  const arns = ec2Arns(props.site);
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

function handOver({ site, nodeRoleArn, volumesKeyArn }: ClusterServicePolicyProps): PolicyStatement[] {
  const key = { keyArns: volumesKeyArn, region: site.region, through: ["ec2"] };
  const letNodes = useKey({ ...key, sid: "LetNodesUseVolumes", actions: "kms:CreateGrant" });
  return [
    {
      sid: "HandRoleToNodes",
      actions: "iam:PassRole",
      resources: nodeRoleArn,
      conditions: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    },
    useKey({
      ...key,
      sid: "EncryptVolumes",
      actions: [
        "kms:Decrypt",
        "kms:DescribeKey",
        "kms:Encrypt",
        "kms:GenerateDataKeyWithoutPlaintext",
        "kms:ReEncryptFrom",
        "kms:ReEncryptTo",
      ],
    }),
    { ...letNodes, conditions: { ...letNodes.conditions, Bool: { "kms:GrantIsForAWSResource": "true" } } },
  ];
}
