import { arnOf } from "../../../policies/access/arns";
import { type Calls, keysThrough, known, type Made, named, passes, type TypeCalls } from "./type-calls";

/** A service that makes its own role at the first of a kind asks for this in the name of its caller. */
const makesOwnRole = (service: string, name: string): Calls => ({
  on: ({ account }) => [`arn:aws:iam::${account}:role/aws-service-role/${service}.amazonaws.com/${name}`],
  change: "iam:CreateServiceLinkedRole",
});

const repository = named("ecr", "repository", "repository/");

/** The cluster of a resource, and what EKS names below it by ids that it makes up itself. */
const inCluster =
  (...below: readonly string[]) =>
  ({ arn, text }: Made) => {
    const cluster = text("cluster_name");
    return [arn("eks", `cluster/${cluster}`), ...below.map((one) => arn("eks", one.replace("{cluster}", cluster)))];
  };
const identity = "podidentityassociation/{cluster}/a-1a2b";
const eksTags = "eks:TagResource eks:UntagResource";

/** A role that pods get: EKS looks at it, and is handed it. */
const passesToPods = (role: (made: Made) => string): Calls => ({
  ...passes(role, "pods.eks.amazonaws.com"),
  read: "iam:GetRole",
});

const template = "launch-template/lt-1a2b";

export const applicationLayerCalls: Readonly<Record<string, TypeCalls>> = {
  aws_ecr_lifecycle_policy: [
    {
      on: repository,
      read: "ecr:GetLifecyclePolicy",
      change: "ecr:PutLifecyclePolicy ecr:DeleteLifecyclePolicy",
    },
  ],
  aws_ecr_replication_configuration: [
    { read: "ecr:DescribeRegistry", change: "ecr:PutReplicationConfiguration" },
    makesOwnRole("replication.ecr", "AWSServiceRoleForECRReplication"),
  ],
  aws_ecr_repository: [
    {
      on: named("ecr", "name", "repository/"),
      read: "ecr:DescribeRepositories ecr:ListTagsForResource",
      change:
        "ecr:CreateRepository ecr:PutImageTagMutability ecr:PutImageScanningConfiguration ecr:TagResource " +
        "ecr:UntagResource",
      lose: "ecr:DeleteRepository",
    },
    keysThrough("ecr", ({ targets }) => targets("encryption_configuration").map(arnOf)),
  ],
  aws_ecr_repository_policy: [
    {
      on: repository,
      read: "ecr:GetRepositoryPolicy",
      change: "ecr:SetRepositoryPolicy ecr:DeleteRepositoryPolicy",
    },
  ],
  aws_eks_access_entry: [
    {
      on: (made) => inCluster(`access-entry/{cluster}/role/${made.account}/${made.prefix}-developer/1a2b`)(made),
      read: "eks:DescribeAccessEntry",
      change: `eks:CreateAccessEntry eks:UpdateAccessEntry ${eksTags} eks:DeleteAccessEntry`,
    },
  ],
  aws_eks_access_policy_association: [
    {
      on: (made) => inCluster(`access-entry/{cluster}/role/${made.account}/${made.prefix}-delivery-cluster/1a2b`)(made),
      read: "eks:ListAssociatedAccessPolicies",
      change: "eks:AssociateAccessPolicy eks:DisassociateAccessPolicy",
    },
  ],
  aws_eks_addon: ({ resource, targets }) => [
    {
      on: inCluster(`addon/{cluster}/${resource.block.addon_name}/1a2b`, identity),
      read: "eks:DescribeAddon eks:DescribePodIdentityAssociation eks:DescribeUpdate",
      change:
        "eks:CreateAddon eks:UpdateAddon eks:CreatePodIdentityAssociation eks:UpdatePodIdentityAssociation " +
        `eks:DeletePodIdentityAssociation ${eksTags} eks:DeleteAddon`,
    },
    ...targets("pod_identity_association").map((role) => passesToPods(() => arnOf(role))),
  ],
  aws_eks_cluster: [
    {
      on: named("eks", "name", "cluster/"),
      read: "eks:DescribeCluster eks:DescribeUpdate ec2:DescribeSecurityGroups ec2:DescribeSubnets ec2:DescribeVpcs",
      change: `eks:CreateCluster eks:UpdateClusterConfig eks:UpdateClusterVersion ${eksTags}`,
      lose: "eks:DeleteCluster",
    },
    passes(({ text }) => text("role_arn"), "eks.amazonaws.com"),
    keysThrough("eks", ({ targets }) => targets("encryption_config").map(arnOf)),
    makesOwnRole("eks", "AWSServiceRoleForAmazonEKS"),
  ],
  aws_eks_node_group: [
    {
      on: (made) => inCluster(`nodegroup/{cluster}/${made.text("node_group_name")}/1a2b`)(made),
      read: "eks:DescribeNodegroup eks:DescribeUpdate",
      change: `eks:CreateNodegroup eks:UpdateNodegroupConfig eks:UpdateNodegroupVersion ${eksTags} eks:DeleteNodegroup`,
    },
    // EKS tries in the name of its caller whether the launch template starts a machine.
    {
      on: (made) => [
        `arn:aws:ec2:${made.region}::image/ami-1a2b`,
        ...known(
          "ec2",
          "instance/i-1a2b",
          "network-interface/eni-1a2b",
          "security-group/sg-1a2b",
          "subnet/subnet-1a2b",
          "volume/vol-1a2b",
          template,
        )(made),
      ],
      read: "ec2:DescribeLaunchTemplateVersions",
      change: "ec2:RunInstances ec2:CreateTags",
    },
    {
      on: ({ text }) => [text("node_role_arn")],
      read: "iam:GetRole iam:ListAttachedRolePolicies",
      change: "iam:PassRole",
      context: () => ({ "iam:PassedToService": "ec2.amazonaws.com" }),
    },
    passes(({ text }) => text("node_role_arn"), "eks.amazonaws.com"),
    makesOwnRole("eks-nodegroup", "AWSServiceRoleForAmazonEKSNodegroup"),
    makesOwnRole("autoscaling", "AWSServiceRoleForAutoScaling"),
  ],
  aws_eks_pod_identity_association: [
    {
      on: inCluster(identity),
      read: "eks:DescribePodIdentityAssociation",
      change:
        "eks:CreatePodIdentityAssociation eks:UpdatePodIdentityAssociation " +
        `${eksTags} eks:DeletePodIdentityAssociation`,
    },
    passesToPods(({ text }) => text("role_arn")),
  ],
  aws_launch_template: [
    {
      on: known("ec2", template),
      read: "ec2:DescribeLaunchTemplates ec2:DescribeLaunchTemplateVersions",
      change:
        "ec2:CreateLaunchTemplate ec2:CreateLaunchTemplateVersion ec2:ModifyLaunchTemplate ec2:CreateTags " +
        "ec2:DeleteTags ec2:DeleteLaunchTemplate",
    },
  ],
  // AddTags and RemoveTags cannot be asked about: the lists of IAM actions know those of classic load balancers only.
  aws_lb_target_group: [
    {
      on: ({ arn, text }) => [arn("elasticloadbalancing", `targetgroup/${text("name")}/1a2b`)],
      read:
        "elasticloadbalancing:DescribeTargetGroups elasticloadbalancing:DescribeTargetGroupAttributes " +
        "elasticloadbalancing:DescribeTags",
      change:
        "elasticloadbalancing:CreateTargetGroup elasticloadbalancing:ModifyTargetGroup " +
        "elasticloadbalancing:ModifyTargetGroupAttributes elasticloadbalancing:DeleteTargetGroup",
    },
    makesOwnRole("elasticloadbalancing", "AWSServiceRoleForElasticLoadBalancing"),
  ],
  aws_ssm_parameter: [
    {
      on: ({ arn, text }) => [arn("ssm", `parameter${text("name")}`)],
      // A refresh reads the value, decrypted.
      read: "ssm:DescribeParameters ssm:GetParameter ssm:ListTagsForResource",
      change: "ssm:PutParameter ssm:AddTagsToResource ssm:RemoveTagsFromResource ssm:DeleteParameter",
    },
    {
      on: ({ targets }) => targets("key_id").map(arnOf),
      read: "kms:Decrypt",
      change: "kms:Encrypt",
      context: ({ region }) => ({ "kms:ViaService": `ssm.${region}.amazonaws.com` }),
    },
  ],
};
