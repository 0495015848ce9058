import type { SiteLocation } from "../../platform/site";
import { useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";
import { asksForTag, carriesTag, ec2Arns } from "./cluster-service-policy";

/** Where a Studio keeps notebooks. */
export interface StudioStorage {
  readonly bucketName: string;
  /** Folder of the bucket, with a slash at its end, as in "studio/". */
  readonly prefix: string;
  readonly kmsKeyArn: string;
}

export interface StudioServicePolicyProps {
  readonly site: SiteLocation;
  readonly subnetIds: readonly string[];
  /** The Studio's own groups. */
  readonly groupIds: readonly string[];
  readonly storage: StudioStorage;
}

/**
 * What a Studio does: connect Workspaces with clusters and keep notebooks
 * (docs.aws.amazon.com/emr/latest/ManagementGuide/emr-studio-service-role.html). Left out is what this one never uses:
 * groups that it created, Git with its secrets (the data tier has no internet), and Workspace collaboration, which
 * lists the users and roles of the account.
 */
export function studioServiceStatements(props: StudioServicePolicyProps): PolicyStatement[] {
  return [...channel(props), ...notebooks(props)];
}

function channel(props: StudioServicePolicyProps): PolicyStatement[] {
  const arns = ec2Arns(props.site);
  const interfaces = arns("network-interface");
  return [
    {
      sid: "SeeClusters",
      actions: ["elasticmapreduce:DescribeCluster", "elasticmapreduce:ListInstances", "elasticmapreduce:ListSteps"],
      resources: `arn:aws:elasticmapreduce:${props.site.region}:${props.site.account}:cluster/*`,
    },
    {
      sid: "EnterNetwork",
      actions: "ec2:CreateNetworkInterface",
      resources: [...arns("subnet", props.subnetIds), ...arns("security-group", props.groupIds)],
    },
    {
      sid: "MakeInterfaces",
      actions: "ec2:CreateNetworkInterface",
      resources: interfaces,
      conditions: asksForTag,
    },
    {
      sid: "TagInterfacesAtCreation",
      actions: "ec2:CreateTags",
      resources: interfaces,
      conditions: { StringEquals: { "ec2:CreateAction": "CreateNetworkInterface" } },
    },
    {
      sid: "ManageOwnInterfaces",
      actions: [
        "ec2:CreateNetworkInterfacePermission",
        "ec2:DeleteNetworkInterface",
        "ec2:DeleteNetworkInterfacePermission",
      ],
      resources: interfaces,
      conditions: carriesTag,
    },
    // The page above: access to this action must not be narrowed by tags. It puts the engine group on a primary node.
    {
      sid: "AttachGroups",
      actions: "ec2:ModifyNetworkInterfaceAttribute",
      resources: [...arns("instance"), ...interfaces, ...arns("security-group")],
    },
    {
      sid: "ManageRulesOfOwnGroups",
      actions: [
        "ec2:AuthorizeSecurityGroupEgress",
        "ec2:AuthorizeSecurityGroupIngress",
        "ec2:RevokeSecurityGroupEgress",
        "ec2:RevokeSecurityGroupIngress",
      ],
      resources: arns("security-group", props.groupIds),
    },
    // EC2 knows no resources for descriptions.
    {
      sid: "LookAround",
      actions: [
        "ec2:DescribeInstances",
        "ec2:DescribeNetworkInterfaces",
        "ec2:DescribeSecurityGroups",
        "ec2:DescribeSubnets",
        "ec2:DescribeTags",
        "ec2:DescribeVpcs",
      ],
      resources: "*",
    },
  ];
}

function notebooks({ site, storage }: StudioServicePolicyProps): PolicyStatement[] {
  const bucket = `arn:aws:s3:::${storage.bucketName}`;
  return [
    {
      sid: "KeepNotebooks",
      actions: ["s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: `${bucket}/${storage.prefix}*`,
    },
    {
      sid: "FindNotebooks",
      actions: "s3:ListBucket",
      resources: bucket,
      conditions: { StringLike: { "s3:prefix": `${storage.prefix}*` } },
    },
    { sid: "SeeEncryptionOfBucket", actions: "s3:GetEncryptionConfiguration", resources: bucket },
    useKey({
      sid: "EncryptNotebooks",
      actions: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey", "kms:ReEncryptFrom", "kms:ReEncryptTo"],
      keyArns: storage.kmsKeyArn,
      region: site.region,
      through: ["s3"],
    }),
  ];
}
