import type { Request } from "../../policies/access/simulate";
import { arn, iam, key, type Site, s3, through } from "./sites";

/** Roles of the delivery, by the end of their names. */
export const buildRoles = [
  ...["test", "scan", "images-arm64", "cluster", "services", "functions", "applications", "smoke", "workload"],
] as const;
export type BuildRole = (typeof buildRoles)[number];

/** What an attacker who takes over a step of the delivery could reach with its role. */
export interface BuildRow {
  readonly action: string;
  readonly by: readonly BuildRole[];
  readonly calls: (site: Site) => readonly Request[];
}

const artifact = (site: Site) => s3(site, "delivery", "strata-workload/release/1a2b");
const parameter = (site: Site, name: string) => arn(site, "ssm", `parameter/strata/${site.environment}/${name}`);
const functionOf = (site: Site, name: string) => arn(site, "lambda", `function:${site.name}-${name}`);
const group = (site: Site, name: string, of = "functions") =>
  arn(site, "codedeploy", `deploymentgroup:${site.name}-${of}/${site.name}-${name}`);
// Images of a recovery environment are called like those of its primary.
const repository = (site: Site) => arn(site, "ecr", `repository/strata-${site.owner}-gateway`);

export const builds: readonly BuildRow[] = [
  {
    action: "Read an artifact whose name it knows",
    by: buildRoles,
    calls: (site) => [{ action: "s3:GetObject", resource: artifact(site) }],
  },
  {
    action: "Put an artifact",
    by: ["test", "images-arm64", "workload"],
    calls: (site) => [
      { action: "s3:PutObject", resource: artifact(site) },
      { action: "kms:GenerateDataKey", resource: key(site, "artifacts"), context: through("s3", site) },
    ],
  },
  {
    action: "List artifacts, or delete one",
    by: [],
    calls: (site) => [
      { action: "s3:ListBucket", resource: s3(site, "delivery") },
      { action: "s3:DeleteObject", resource: artifact(site) },
    ],
  },
  {
    action: "Push an image",
    by: ["images-arm64"],
    calls: (site) => [{ action: "ecr:PutImage", resource: repository(site) }],
  },
  {
    action: "Delete an image, or move its tag by the settings of its repository",
    by: [],
    calls: (site) => [
      { action: "ecr:BatchDeleteImage", resource: repository(site) },
      { action: "ecr:PutImageTagMutability", resource: repository(site) },
    ],
  },
  {
    action: "Sign in to the cluster",
    by: ["cluster", "services"],
    calls: (site) => [{ action: "eks:DescribeCluster", resource: arn(site, "eks", `cluster/${site.name}-main`) }],
  },
  {
    action: "Read the settings of a service",
    by: ["services"],
    calls: (site) => [{ action: "ssm:GetParameter", resource: parameter(site, "services/gateway") }],
  },
  {
    action: "Read the settings of the cluster",
    by: ["cluster"],
    calls: (site) => [{ action: "ssm:GetParameter", resource: parameter(site, "cluster") }],
  },
  {
    action: "Have CodeDeploy move a function to another of its versions",
    by: ["functions"],
    calls: (site) => [{ action: "codedeploy:CreateDeployment", resource: group(site, "documents-api") }],
  },
  {
    action: "Have CodeDeploy move an application to another of its versions, and have it evaluated",
    by: ["applications"],
    calls: (site) => [
      { action: "codedeploy:CreateDeployment", resource: group(site, "chat", "applications") },
      { action: "lambda:InvokeFunction", resource: functionOf(site, "evaluation") },
    ],
  },
  {
    action: "Ask an application or a model",
    by: [],
    calls: (site) => [
      { action: "lambda:InvokeFunction", resource: functionOf(site, "chat") },
      { action: "bedrock:InvokeModel", resource: `arn:aws:bedrock:${site.region}::foundation-model/any` },
    ],
  },
  {
    action: "Change the code of a function, call it, or move its alias past CodeDeploy",
    by: [],
    calls: (site) => [
      { action: "lambda:UpdateFunctionCode", resource: functionOf(site, "documents-api") },
      { action: "lambda:InvokeFunction", resource: functionOf(site, "documents-api") },
      { action: "lambda:UpdateAlias", resource: functionOf(site, "documents-api") },
    ],
  },
  {
    action: "Start another build, or read the repository",
    by: ["workload"],
    calls: (site) => [
      { action: "codebuild:StartBuild", resource: arn(site, "codebuild", `project/${site.name}-delivery-services`) },
      { action: "codeconnections:UseConnection", resource: arn(site, "codeconnections", "connection/1a2b") },
    ],
  },
  {
    action: "Approve a delivery, or change the pipeline",
    by: [],
    calls: (site) => [
      {
        action: "codepipeline:PutApprovalResult",
        resource: arn(site, "codepipeline", `${site.name}-workload/Approve/approve`),
      },
      { action: "codepipeline:UpdatePipeline", resource: arn(site, "codepipeline", `${site.name}-workload`) },
      { action: "codebuild:UpdateProject", resource: arn(site, "codebuild", `project/${site.name}-delivery-test`) },
    ],
  },
  {
    action: "Read data or secrets, become another role, read or write states",
    by: [],
    calls: (site) => [
      { action: "s3:GetObject", resource: s3(site, "lake-raw", "a") },
      { action: "dynamodb:GetItem", resource: arn(site, "dynamodb", `table/${site.name}-sessions`) },
      { action: "secretsmanager:GetSecretValue", resource: arn(site, "secretsmanager", "secret:any-AbCdEf") },
      { action: "sts:AssumeRole", resource: iam(site, `role/delivery/${site.name}-apply`) },
      { action: "iam:PassRole", resource: iam(site, `role/${site.name}-delivery-services`) },
      {
        action: "s3:GetObject",
        resource: `arn:aws:s3:::${site.name}-state-${site.account}/${site.environment}-data/terraform.tfstate`,
      },
    ],
  },
];
