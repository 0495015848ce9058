import {
  type IAMClient,
  ListInstanceProfileTagsCommand,
  ListOpenIDConnectProviderTagsCommand,
  ListPolicyTagsCommand,
  ListRoleTagsCommand,
  type Tag,
} from "@aws-sdk/client-iam";

/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

/** How the tags of a resource of IAM are read: the Tagging API does not list them. */
export interface IamTags {
  /** The permission that reading takes. */
  readonly action: string;
  /** @param id what Terraform imports the resource by */
  readonly read: (iam: IAMClient, id: string) => Promise<readonly Tag[] | undefined>;
}

/** Types of IAM by Terraform's name (API reference of IAM, actions `List…Tags`). */
export const iamTags: Readonly<Record<string, IamTags>> = {
  aws_iam_instance_profile: {
    action: "iam:ListInstanceProfileTags",
    read: async (iam, id) => (await iam.send(new ListInstanceProfileTagsCommand({ InstanceProfileName: id }))).Tags,
  },
  aws_iam_openid_connect_provider: {
    action: "iam:ListOpenIDConnectProviderTags",
    read: async (iam, id) =>
      (await iam.send(new ListOpenIDConnectProviderTagsCommand({ OpenIDConnectProviderArn: id }))).Tags,
  },
  aws_iam_policy: {
    action: "iam:ListPolicyTags",
    read: async (iam, id) => (await iam.send(new ListPolicyTagsCommand({ PolicyArn: id }))).Tags,
  },
  aws_iam_role: {
    action: "iam:ListRoleTags",
    read: async (iam, id) => (await iam.send(new ListRoleTagsCommand({ RoleName: id }))).Tags,
  },
};

/**
 * ARNs of resources with a name, without partition, region and account, by type: `{id}` is what imports the resource,
 * `{name}` the end of that (Service Authorization Reference, resource types of each service).
 */
export const namedArns: Readonly<Record<string, string>> = {
  aws_athena_workgroup: "athena:workgroup/{id}",
  aws_backup_vault: "backup:backup-vault:{id}",
  aws_cloudwatch_event_bus: "events:event-bus/{id}",
  aws_cloudwatch_log_group: "logs:log-group:{id}",
  aws_codebuild_project: "codebuild:project/{id}",
  aws_db_instance: "rds:db:{id}",
  aws_db_parameter_group: "rds:pg:{id}",
  aws_db_subnet_group: "rds:subgrp:{id}",
  aws_dynamodb_table: "dynamodb:table/{id}",
  aws_ecr_repository: "ecr:repository/{id}",
  aws_eks_cluster: "eks:cluster/{id}",
  aws_elasticache_parameter_group: "elasticache:parametergroup:{id}",
  aws_elasticache_replication_group: "elasticache:replicationgroup:{id}",
  aws_elasticache_subnet_group: "elasticache:subnetgroup:{id}",
  aws_elasticache_user: "elasticache:user:{id}",
  aws_elasticache_user_group: "elasticache:usergroup:{id}",
  aws_glue_job: "glue:job/{id}",
  aws_glue_trigger: "glue:trigger/{id}",
  aws_glue_workflow: "glue:workflow/{id}",
  aws_kinesis_stream: "kinesis:stream/{id}",
  aws_lambda_function: "lambda:function:{id}",
  aws_rds_cluster: "rds:cluster:{id}",
  aws_rds_cluster_instance: "rds:db:{id}",
  aws_rds_cluster_parameter_group: "rds:cluster-pg:{id}",
  aws_s3_bucket: "s3:{id}",
  aws_scheduler_schedule_group: "scheduler:schedule-group/{id}",
  aws_sns_topic: "sns:{name}",
  aws_sqs_queue: "sqs:{name}",
};

/** Whether an ARN is that of a resource with a name. */
export function isNamedBy(arn: string, type: string, id: string): boolean {
  const template = namedArns[type];
  if (template === undefined) return false;
  const [, , service = "", , , ...rest] = arn.split(":");
  const name = id.slice(Math.max(id.lastIndexOf("/"), id.lastIndexOf(":")) + 1);
  return `${service}:${rest.join(":")}` === template.replace("{id}", id).replace("{name}", name);
}
