import type { Request } from "../../policies/access/simulate";
import { always, never, noPersona, type Row, sandbox } from "./row";
import { arn, iam, key, type Site, s3 } from "./sites";

const cluster = (site: Site) => arn(site, "eks", `cluster/${site.name}-main`);
const nodes = (site: Site) => arn(site, "eks", `nodegroup/${site.name}-main/${site.name}-general/1a2b`);
/** What recovers an environment has its repositories, by their names. */
const repository = (site: Site) => arn(site, "ecr", `repository/strata-${site.owner}-orders`);

const lambda = (site: Site, qualifier = "") => arn(site, "lambda", `function:${site.name}-orders${qualifier}`);
const inLayer = (layer: string) => ({ "aws:ResourceTag/layer": layer });
const deployments = (site: Site) =>
  arn(site, "codedeploy", `deploymentgroup:${site.name}-functions/${site.name}-orders`);

const deletions = (site: Site): Request[] => [
  { action: "rds:DeleteDBCluster", resource: arn(site, "rds", `cluster:${site.name}-orders`) },
  { action: "dynamodb:DeleteTable", resource: arn(site, "dynamodb", `table/strata-${site.owner}-sessions`) },
  {
    action: "elasticache:DeleteReplicationGroup",
    resource: arn(site, "elasticache", `replicationgroup:${site.name}-main`),
  },
  { action: "s3:DeleteBucket", resource: s3(site, "lake-processed") },
  { action: "kms:ScheduleKeyDeletion", resource: key(site, "lake") },
  { action: "eks:DeleteCluster", resource: cluster(site) },
  { action: "ecr:DeleteRepository", resource: repository(site) },
  { action: "backup:DeleteBackupVault", resource: arn(site, "backup", `backup-vault:${site.name}-backup`) },
];
const boundary = ({ owner }: Site) => `policy/strata-${owner}-boundary`;

/** Lines of the matrix about the platform itself. */
export const platformRows: readonly Row[] = [
  {
    action: "Push images, update functions",
    developer: sandbox,
    deployer: always,
    operations: never,
    "ai-engineer": never,
    calls: (site) => [
      { action: "ecr:InitiateLayerUpload", resource: repository(site) },
      { action: "ecr:PutImage", resource: repository(site) },
      { action: "lambda:UpdateFunctionCode", resource: lambda(site), context: inLayer("application") },
    ],
    also: () => [{ action: "ecr:GetAuthorizationToken", resource: "*" }],
  },
  {
    action: "Invoke a function that events start, as for one that it could not handle",
    developer: sandbox,
    deployer: never,
    operations: always,
    "ai-engineer": never,
    calls: (site) =>
      ["", ":live"].map((qualifier) => ({
        action: "lambda:InvokeFunction",
        resource: lambda(site, qualifier),
        context: { ...inLayer("application"), "aws:ResourceTag/started-by": "events" },
      })),
  },
  {
    action: "Invoke a function that believes its caller who is asking",
    developer: sandbox,
    deployer: never,
    operations: never,
    "ai-engineer": never,
    calls: (site) => [
      { action: "lambda:InvokeFunction", resource: lambda(site), context: inLayer("application") },
      { action: "lambda:InvokeFunction", resource: lambda(site, ":live"), context: inLayer("application") },
    ],
  },
  {
    action: "Invoke an application of a language model, or what evaluates it",
    ...noPersona,
    calls: (site) =>
      ["chat", "chat:live", "summarize:live", "evaluation"].map((name) => ({
        action: "lambda:InvokeFunction",
        resource: arn(site, "lambda", `function:${site.name}-${name}`),
        context: inLayer("ai"),
      })),
  },
  {
    action: "Update a function that reads passwords",
    developer: never,
    deployer: always,
    operations: never,
    "ai-engineer": never,
    calls: (site) =>
      ["rotate-secret", "users-database"].map((name) => ({
        action: "lambda:UpdateFunctionCode",
        resource: arn(site, "lambda", `function:${site.name}-${name}`),
        context: inLayer("data"),
      })),
  },
  {
    action: "Deploy another version of a function",
    developer: sandbox,
    deployer: always,
    operations: never,
    "ai-engineer": never,
    calls: (site) => [
      { action: "codedeploy:CreateDeployment", resource: deployments(site) },
      { action: "lambda:UpdateAlias", resource: lambda(site), context: inLayer("application") },
    ],
  },
  {
    action: "Stop a deployment of a function, which rolls it back",
    developer: sandbox,
    deployer: always,
    operations: always,
    "ai-engineer": never,
    calls: () => [{ action: "codedeploy:StopDeployment", resource: "*" }],
  },
  {
    action: "Delete images, change how repositories keep and copy them",
    developer: never,
    deployer: always,
    operations: never,
    "ai-engineer": never,
    calls: (site) => [
      { action: "ecr:BatchDeleteImage", resource: repository(site) },
      { action: "ecr:PutImageTagMutability", resource: repository(site) },
      { action: "ecr:PutLifecyclePolicy", resource: repository(site) },
      { action: "ecr:PutReplicationConfiguration", resource: "*" },
    ],
  },
  {
    action: "Find the API of a cluster",
    developer: sandbox,
    deployer: always,
    operations: always,
    "ai-engineer": never,
    calls: (site) => [{ action: "eks:DescribeCluster", resource: cluster(site) }],
  },
  {
    action: "Let somebody into a cluster, or make an administrator of it",
    ...noPersona,
    calls: (site) => {
      const entry = arn(site, "eks", `access-entry/${site.name}-main/role/${site.account}/strata-orders/1a2b`);
      return [
        { action: "eks:CreateAccessEntry", resource: cluster(site) },
        { action: "eks:UpdateAccessEntry", resource: entry },
        { action: "eks:AssociateAccessPolicy", resource: entry },
        { action: "eks:AssociateIdentityProviderConfig", resource: cluster(site) },
      ];
    },
  },
  {
    action: "Change a cluster, its nodes or its add-ons",
    developer: never,
    deployer: always,
    operations: never,
    "ai-engineer": never,
    calls: (site) => [
      { action: "eks:UpdateClusterConfig", resource: cluster(site) },
      { action: "eks:UpdateClusterVersion", resource: cluster(site) },
      { action: "eks:UpdateNodegroupVersion", resource: nodes(site) },
      { action: "eks:UpdateAddon", resource: arn(site, "eks", `addon/${site.name}-main/coredns/1a2b`) },
    ],
  },
  {
    action: "Scale a group of nodes",
    developer: never,
    deployer: always,
    operations: always,
    "ai-engineer": never,
    calls: (site) => [{ action: "eks:UpdateNodegroupConfig", resource: nodes(site) }],
  },
  {
    action: "Open a shell on a node, or get the credentials of a pod",
    ...noPersona,
    calls: (site) => [
      { action: "ssm:StartSession", resource: arn(site, "ec2", "instance/i-0123456789abcdef0") },
      { action: "ec2-instance-connect:SendSSHPublicKey", resource: arn(site, "ec2", "instance/i-0123456789abcdef0") },
      { action: "eks-auth:AssumeRoleForPodIdentity", resource: cluster(site) },
    ],
  },
  {
    action: "See workloads in the console of EKS",
    developer: sandbox,
    deployer: always,
    operations: always,
    "ai-engineer": never,
    calls: (site) => [{ action: "eks:AccessKubernetesApi", resource: cluster(site) }],
  },
  {
    action: "Create or change infrastructure",
    developer: never,
    deployer: always,
    operations: never,
    "ai-engineer": never,
    calls: (site) => [
      { action: "ec2:ModifyVpcAttribute", resource: arn(site, "ec2", "vpc/vpc-0123456789abcdef0") },
      { action: "rds:ModifyDBCluster", resource: arn(site, "rds", `cluster:${site.name}-orders`) },
      { action: "s3:PutLifecycleConfiguration", resource: s3(site, "lake-processed") },
      { action: "sqs:CreateQueue", resource: arn(site, "sqs", `${site.name}-orders`) },
      { action: "cloudfront:UpdateDistribution", resource: `arn:aws:cloudfront::${site.account}:distribution/E1A2B3` },
    ],
  },
  {
    action: "Make and change roles, under the boundary",
    developer: never,
    deployer: always,
    operations: never,
    "ai-engineer": never,
    calls: (site) => {
      const resource = iam(site, `role/${site.name}-orders`);
      const context = { "iam:PermissionsBoundary": iam(site, boundary(site)) };
      return ["CreateRole", "PutRolePolicy", "UpdateAssumeRolePolicy"].map((name) => ({
        action: `iam:${name}`,
        resource,
        context,
      }));
    },
  },
  {
    action: "Change key policies, the trail or the boundary",
    ...noPersona,
    calls: (site) => [
      { action: "kms:PutKeyPolicy", resource: key(site, "lake") },
      { action: "cloudtrail:StopLogging", resource: arn(site, "cloudtrail", `trail/${site.name}-trail`) },
      { action: "iam:CreatePolicyVersion", resource: iam(site, boundary(site)) },
    ],
  },
  {
    action: "See how the runs of a job ended",
    developer: never,
    deployer: always,
    operations: always,
    "ai-engineer": never,
    calls: (site) => [
      { action: "glue:GetJobRuns", resource: arn(site, "glue", `job/${site.name}-features-customer-restore`) },
    ],
  },
  {
    action: "Start, stop, scale, fail over, restore a backup",
    developer: never,
    deployer: never,
    operations: always,
    "ai-engineer": never,
    calls: (site) => [
      { action: "rds:StopDBCluster", resource: arn(site, "rds", `cluster:${site.name}-orders`) },
      { action: "rds:FailoverDBCluster", resource: arn(site, "rds", `cluster:${site.name}-orders`) },
      {
        action: "rds:FailoverGlobalCluster",
        resource: `arn:aws:rds::${site.account}:global-cluster:${site.name}-main`,
      },
      {
        action: "elasticache:FailoverGlobalReplicationGroup",
        resource: `arn:aws:elasticache::${site.account}:globalreplicationgroup:ldgnf-${site.name}-main`,
      },
      { action: "glue:StartWorkflowRun", resource: arn(site, "glue", `workflow/${site.name}-etl`) },
      {
        action: "autoscaling:SetDesiredCapacity",
        resource: arn(site, "autoscaling", `autoScalingGroup:0a1b:autoScalingGroupName/${site.name}-nodes`),
      },
      {
        action: "ec2:StartInstances",
        resource: arn(site, "ec2", "instance/i-0123456789abcdef0"),
        context: { "aws:ResourceTag/environment": site.environment },
      },
      { action: "backup:StartRestoreJob", resource: arn(site, "backup", "recovery-point:1eb3b5e7") },
    ],
    also: (site) => [
      {
        action: "iam:PassRole",
        resource: iam(site, `role/${site.name}-backup-restore`),
        context: { "iam:PassedToService": "backup.amazonaws.com" },
      },
    ],
  },
  {
    action: "Delete a database, bucket, key, vault, cluster or repository",
    developer: never,
    deployer: sandbox,
    operations: never,
    "ai-engineer": never,
    calls: deletions,
  },
  {
    action: "The same, with the break-glass tag",
    developer: never,
    deployer: always,
    operations: never,
    "ai-engineer": never,
    calls: deletions,
    tags: ({ owner }) => ({ "break-glass": owner }),
  },
];
