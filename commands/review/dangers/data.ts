import type { Danger, Revisions } from "./danger";

/** What is lost with a resource of a type, in a few words. */
export const held: Readonly<Record<string, string>> = {
  aws_backup_vault: "recovery points",
  aws_bedrockagent_knowledge_base: "the index of a knowledge base",
  aws_cloudwatch_log_group: "logs",
  aws_cognito_user_pool: "users and their credentials",
  aws_db_instance: "a database",
  aws_dynamodb_global_table: "a table",
  aws_dynamodb_table: "a table",
  aws_dynamodb_table_replica: "the copy of a table",
  aws_ebs_volume: "a volume",
  aws_ecr_repository: "images",
  aws_efs_file_system: "files",
  aws_eks_cluster: "a cluster and all that runs in it",
  aws_elasticache_replication_group: "a cache",
  aws_glue_catalog_database: "definitions of tables",
  aws_glue_catalog_table: "the definition of a table",
  aws_kinesis_stream: "records that no consumer has read yet",
  aws_kms_key: "all that is encrypted with the key",
  aws_kms_replica_key: "all that is encrypted with the key in that region",
  aws_msk_cluster: "topics and their records",
  aws_opensearchserverless_collection: "an index",
  aws_rds_cluster: "a database",
  aws_rds_global_cluster: "the link between a database and its copy",
  aws_route53_zone: "a zone and its name servers",
  aws_s3_bucket: "objects",
  aws_sagemaker_domain: "files and settings of its users",
  aws_sagemaker_feature_group: "features",
  aws_sagemaker_model_package_group: "versions of a model",
  aws_secretsmanager_secret: "a secret",
  aws_sqs_queue: "messages that wait in a queue",
};

/** Data that would be lost: destroyed or replaced resources that hold data, with the argument that forces it. */
export function lostData({ changes }: Revisions): Danger[] {
  return changes.flatMap(({ place, action, attributes }) => {
    const type = place.address?.split(".")[0] ?? "";
    const what = held[type];
    if (what === undefined || (action !== "delete" && action !== "replace")) return [];
    const forcing = attributes.filter(({ forcesReplacement }) => forcesReplacement).map(({ name }) => name);
    const because = forcing.length > 0 ? `, because ${forcing.join(", ")} cannot be changed in place` : "";
    const { environment, stack, address, path } = place;
    const text = action === "delete" ? `Destroys ${what}` : `Replaces what holds ${what}${because}`;
    const danger: Danger = { kind: "data", environment, stack, text, details: [] };
    return [{ ...danger, ...(address !== undefined && { address }), ...(path !== undefined && { path }) }];
  });
}
