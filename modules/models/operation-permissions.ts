import type { SiteLocation } from "../../platform/site";
import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";
import { type ObjectAccess, readObjects } from "../storage/grants";
import { encryptDisks } from "./job-permissions";

export interface OperationPermissions {
  /** Names of the endpoints, which are those of the groups and pipelines too. */
  readonly names: readonly string[];
  /** Those that are serverless: SageMaker isolates their containers in no network of ours. */
  readonly serverless: readonly string[];
  /** Roles of the models' containers. */
  readonly roleArns: readonly string[];
  /** Prefix of the parameters with their settings, as in "/strata/dev/models/", and the key of parameters. */
  readonly parameters: { readonly prefix: string; readonly kmsKeyArn: string };
  /** Folder of the artifacts zone with baselines. */
  readonly artifacts: ObjectAccess;
  /** ARN pattern of the files that monitors compare with. */
  readonly monitoringObjects: string;
}

/** What deploying versions of these models takes, and no others: no training job, no model that is not isolated. */
export function operationPermissions(
  { account, region }: SiteLocation,
  props: OperationPermissions,
): PolicyStatement[] {
  const { artifacts, parameters } = props;
  const sagemaker = (resource: string) => `arn:aws:sagemaker:${region}:${account}:${resource}`;
  const ofEach = (kind: string, after = "") => props.names.map((name) => sagemaker(`${kind}/${name}${after}`));
  return [
    {
      sid: "SeeVersions",
      actions: ["sagemaker:DescribeModelPackage", "sagemaker:ListModelPackages"],
      resources: [...ofEach("model-package-group"), ...ofEach("model-package", "/*")],
    },
    ...createModels(props, sagemaker),
    {
      sid: "DeployVersions",
      actions: ["sagemaker:CreateEndpointConfig", "sagemaker:DescribeEndpoint", "sagemaker:UpdateEndpoint"],
      resources: [...ofEach("endpoint"), ...ofEach("endpoint-config", "-*")],
    },
    {
      sid: "KeepCards",
      actions: ["sagemaker:CreateModelCard", "sagemaker:UpdateModelCard"],
      resources: ofEach("model-card", "-v*"),
    },
    useKey({
      sid: "EncryptCards",
      actions: keyActions.write,
      keyArns: artifacts.kmsKeyArn,
      region,
      through: "sagemaker",
    }),
    { sid: "TrainAgain", actions: "sagemaker:StartPipelineExecution", resources: ofEach("pipeline") },
    {
      sid: "PassRolesOfModels",
      actions: "iam:PassRole",
      resources: props.roleArns,
      conditions: { StringEquals: { "iam:PassedToService": "sagemaker.amazonaws.com" } },
    },
    {
      sid: "ReadSettings",
      actions: "ssm:GetParameter",
      resources: `arn:aws:ssm:${region}:${account}:parameter${parameters.prefix}*`,
    },
    useKey({
      sid: "DecryptSettings",
      actions: keyActions.read,
      keyArns: parameters.kmsKeyArn,
      region,
      through: "ssm",
    }),
    ...readObjects("Baselines", artifacts),
    { sid: "ReplaceBaselines", actions: "s3:PutObject", resources: props.monitoringObjects },
    useKey({
      sid: "EncryptBaselines",
      actions: keyActions.write,
      keyArns: artifacts.kmsKeyArn,
      region,
      through: "s3",
    }),
    ...encryptDisks(artifacts.kmsKeyArn, region),
  ];
}

/** Models in isolation, in our network, and those of serverless endpoints, which have neither. */
function createModels(
  { names, serverless }: OperationPermissions,
  sagemaker: (resource: string) => string,
): PolicyStatement[] {
  const models = (of: readonly string[]) => of.map((name) => sagemaker(`model/${name}-v*`));
  const isolated = names.filter((name) => !serverless.includes(name));
  const actions = "sagemaker:CreateModel";
  return [
    ...(isolated.length > 0
      ? [
          {
            sid: "CreateIsolatedModels",
            actions,
            resources: models(isolated),
            conditions: {
              Bool: { "sagemaker:NetworkIsolation": "true" },
              Null: { "sagemaker:VpcSecurityGroupIds": "false", "sagemaker:VpcSubnets": "false" },
            },
          },
        ]
      : []),
    ...(serverless.length > 0 ? [{ sid: "CreateServerlessModels", actions, resources: models(serverless) }] : []),
  ];
}
