/** A type whose resources have alarms, and how their metrics name them. */
export interface Watched {
  /** Dimension of their metrics. */
  readonly dimension: string;
  /** Argument with its value; where CloudWatch takes an id that AWS invents, the dimension refers to the resource. */
  readonly argument?: string;
  /** The value is what a longer one begins with: a node of the resource. @default false */
  readonly prefix?: boolean;
  /** Arguments of those that need alarms: others are a part of them. @default all of the type */
  readonly only?: Readonly<Record<string, string>>;
  /** Argument that is set for those that need none. @default none is */
  readonly notIf?: string;
  /** Types one of which has to refer to it: CloudWatch counts nothing before. @default it counts from the start */
  readonly usedBy?: readonly string[];
}

/** Types that have alarms from the severity table. */
export const watched: Readonly<Record<string, Watched>> = {
  aws_api_gateway_rest_api: { dimension: "ApiName", argument: "name" },
  aws_apigatewayv2_api: { dimension: "ApiId" },
  // One that tries changes has a part of the requests of its host: its errors are among those of the other.
  aws_cloudfront_distribution: { dimension: "DistributionId", notIf: "staging" },
  aws_db_proxy: { dimension: "ProxyName", argument: "name" },
  aws_dynamodb_table: { dimension: "TableName", argument: "name" },
  aws_eks_cluster: { dimension: "ClusterName", argument: "name" },
  aws_elasticache_replication_group: {
    dimension: "CacheClusterId",
    argument: "replication_group_id",
    prefix: true,
  },
  aws_kinesis_firehose_delivery_stream: { dimension: "DeliveryStreamName", argument: "name" },
  aws_kinesis_stream: { dimension: "StreamName", argument: "name" },
  aws_lambda_function: { dimension: "FunctionName", argument: "function_name" },
  aws_lb: { dimension: "LoadBalancer" },
  aws_lb_target_group: { dimension: "TargetGroup", usedBy: ["aws_lb_listener", "aws_lb_listener_rule"] },
  aws_msk_cluster: { dimension: "Cluster Name", argument: "cluster_name" },
  aws_nat_gateway: { dimension: "NatGatewayId" },
  aws_rds_cluster: { dimension: "DBClusterIdentifier", argument: "cluster_identifier" },
  aws_route53_health_check: { dimension: "HealthCheckId", only: { type: "CALCULATED" } },
  aws_sagemaker_endpoint: { dimension: "EndpointName", argument: "name" },
  aws_sagemaker_pipeline: { dimension: "PipelineName", argument: "pipeline_name" },
  aws_sns_topic: { dimension: "TopicName", argument: "name" },
  aws_sqs_queue: { dimension: "QueueName", argument: "name" },
  aws_synthetics_canary: { dimension: "CanaryName", argument: "name" },
  aws_wafv2_web_acl: { dimension: "WebACL", argument: "name" },
};

/** Types of services without alarms, and why. */
export const withoutAlarms: Readonly<Record<string, string>> = {
  aws_athena_workgroup: "people see a query that fails, and a limit bounds what it scans",
  aws_bedrockagent_agent: "its callers have alarms, and each of its actions is a function with alarms",
  aws_bedrockagent_knowledge_base: "the functions that read it and fill it have alarms",
  aws_cloudwatch_event_bus: "what it cannot deliver goes to a queue, which has an alarm",
  aws_cognito_user_pool: "a sign-in that fails shows as a refused request of the API, which has an alarm",
  aws_dynamodb_table_replica: "its metrics have the name of the primary's table, and alarms here",
  aws_emrserverless_application: "a job that fails is an event, and a notice",
  aws_glue_crawler: "a run that fails is an event, and a notice",
  aws_glue_job: "a run that fails is an event, and a notice",
  aws_kms_key: "its deletion is an alarm on the trail",
  aws_msk_serverless_cluster: "AWS looks after its brokers; those who read and fill its topics have alarms",
  aws_s3_bucket: "S3 fails single requests, and the callers have alarms",
  aws_sagemaker_feature_group: "the jobs that fill it are events, and notices",
  aws_secretsmanager_secret: "a rotation that fails is an event, and a notice",
};

/** Types that environments may ask for, and those of the repository do not. */
export const optional: readonly string[] = ["aws_msk_cluster", "aws_msk_serverless_cluster"];

/** Types that hold data and that AWS Backup knows, with what else keeps those that it does not. */
export const stateful: Readonly<Record<string, "backup" | { readonly keptBy: string }>> = {
  aws_dynamodb_table: "backup",
  aws_dynamodb_table_replica: "backup",
  aws_efs_file_system: "backup",
  aws_elasticache_replication_group: { keptBy: "its own daily snapshots; AWS Backup does not know caches" },
  aws_rds_cluster: "backup",
};

/** Log groups without a key of the platform, and why. */
export const groupsWithoutKey: Readonly<Record<string, string>> = {
  "dr-presentation: aws_cloudwatch_log_group.public_queries":
    "Route 53 logs to us-east-1, where an environment of another region has no key",
};
