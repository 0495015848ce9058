import type { Resource } from "../synthesized/linked-stack";
import { resourcesOf, targetsOf, valuesAt } from "./platform";
import { parseStatements, type Statement } from "./statements";
import type { Platform } from "./types";

/** What a policy is for: what an identity may do, who may use a resource, who may assume a role. */
export type PolicyUse = "identity" | "resource" | "trust";

export interface PolicyDocument {
  readonly resource: Resource;
  readonly use: PolicyUse;
  /** Undefined when the policy is no literal JSON. */
  readonly statements: readonly Statement[] | undefined;
}

/** Where resources carry IAM policies. */
export const policyAttributes: readonly {
  readonly use: PolicyUse;
  readonly type: string;
  readonly attribute: string;
}[] = [
  { use: "trust", type: "aws_iam_role", attribute: "assume_role_policy" },
  { use: "identity", type: "aws_iam_policy", attribute: "policy" },
  { use: "identity", type: "aws_iam_role_policy", attribute: "policy" },
  { use: "identity", type: "aws_iam_group_policy", attribute: "policy" },
  { use: "identity", type: "aws_iam_user_policy", attribute: "policy" },
  { use: "identity", type: "aws_iam_role", attribute: "inline_policy.policy" },
  { use: "identity", type: "aws_ssoadmin_permission_set_inline_policy", attribute: "inline_policy" },
  { use: "resource", type: "aws_api_gateway_rest_api", attribute: "policy" },
  { use: "resource", type: "aws_api_gateway_rest_api_policy", attribute: "policy" },
  { use: "resource", type: "aws_backup_vault_policy", attribute: "policy" },
  { use: "resource", type: "aws_cloudwatch_event_bus_policy", attribute: "policy" },
  { use: "resource", type: "aws_cloudwatch_log_resource_policy", attribute: "policy_document" },
  { use: "resource", type: "aws_dynamodb_resource_policy", attribute: "policy" },
  { use: "resource", type: "aws_ecr_registry_policy", attribute: "policy" },
  { use: "resource", type: "aws_ecr_repository_policy", attribute: "policy" },
  { use: "resource", type: "aws_efs_file_system_policy", attribute: "policy" },
  { use: "resource", type: "aws_glue_resource_policy", attribute: "policy" },
  { use: "resource", type: "aws_kinesis_resource_policy", attribute: "policy" },
  { use: "resource", type: "aws_kms_key", attribute: "policy" },
  { use: "resource", type: "aws_kms_key_policy", attribute: "policy" },
  { use: "resource", type: "aws_kms_replica_key", attribute: "policy" },
  { use: "resource", type: "aws_msk_cluster_policy", attribute: "policy" },
  { use: "resource", type: "aws_s3_access_point", attribute: "policy" },
  { use: "resource", type: "aws_s3_bucket", attribute: "policy" },
  { use: "resource", type: "aws_s3_bucket_policy", attribute: "policy" },
  { use: "resource", type: "aws_s3control_access_point_policy", attribute: "policy" },
  { use: "resource", type: "aws_sagemaker_model_package_group_policy", attribute: "resource_policy" },
  { use: "resource", type: "aws_secretsmanager_secret", attribute: "policy" },
  { use: "resource", type: "aws_secretsmanager_secret_policy", attribute: "policy" },
  { use: "resource", type: "aws_sns_topic", attribute: "policy" },
  { use: "resource", type: "aws_sns_topic_policy", attribute: "policy" },
  { use: "resource", type: "aws_sqs_queue", attribute: "policy" },
  { use: "resource", type: "aws_sqs_queue_policy", attribute: "policy" },
  { use: "resource", type: "aws_vpc_endpoint", attribute: "policy" },
  { use: "resource", type: "aws_vpc_endpoint_policy", attribute: "policy" },
  { use: "resource", type: "aws_vpclattice_auth_policy", attribute: "policy" },
  { use: "resource", type: "aws_vpclattice_resource_policy", attribute: "policy" },
];

/** Every policy of the platform that serves one of the uses. */
export function documentsOf(platform: Platform, ...uses: readonly PolicyUse[]): PolicyDocument[] {
  const written = policyAttributes
    .filter(({ use }) => uses.includes(use))
    .flatMap(({ use, type, attribute }) =>
      resourcesOf(platform, type).flatMap((resource) =>
        valuesAt(resource.block, attribute).map((policy) => ({ resource, use, statements: parseStatements(policy) })),
      ),
    );
  return uses.includes("resource") ? [...written, ...functionPermissions(platform)] : written;
}

/** Lambda takes a function's policy apart, one resource for each statement. */
function functionPermissions(platform: Platform): PolicyDocument[] {
  return resourcesOf(platform, "aws_lambda_permission").map((resource) => {
    const { statement_id, action, principal, source_account, source_arn, principal_org_id } = resource.block;
    const id = String(principal);
    const statement = {
      Sid: statement_id,
      Effect: "Allow",
      Principal: id.endsWith(".amazonaws.com") ? { Service: id } : { AWS: id },
      Action: action,
      Resource: "*",
      Condition: {
        StringEquals: {
          ...(source_account !== undefined && { "aws:SourceAccount": source_account }),
          ...(principal_org_id !== undefined && { "aws:PrincipalOrgID": principal_org_id }),
        },
        ArnLike: { ...(source_arn !== undefined && { "aws:SourceArn": source_arn }) },
      },
    };
    return { resource, use: "resource", statements: parseStatements(JSON.stringify({ Statement: statement })) };
  });
}

/** The policies that serve as a permissions boundary somewhere. A boundary grants nothing: it limits. */
export function boundariesOf(platform: Platform): ReadonlySet<Resource> {
  const bounded = resourcesOf(platform, "aws_iam_role", "aws_iam_user");
  return new Set(bounded.flatMap(({ stack, block }) => targetsOf(stack, block.permissions_boundary)));
}
