import type { EnvironmentFrame } from "./environment";

/** What names are put together from. */
export type Named = Pick<EnvironmentFrame, "organization" | "name" | "account" | "region">;

/** How AWS limits the names of one kind of resource. */
export interface NameRule {
  /** Longest name AWS accepts, in characters. */
  readonly max: number;
  readonly pattern: RegExp;
  /** Page of the AWS documentation that states the limit. */
  readonly source: string;
  /** How a name of this kind is put together. Default: `<organization>-<environment>-<purpose>`. */
  readonly build?: (environment: Named, purpose: string) => string;
}

const userGuide = "docs.aws.amazon.com";

/** A letter first, no hyphen last, no two in a row. RDS stores names in lower case. */
const rdsIdentifier = /^[a-z](?:-?[a-z0-9]+)*$/;

/** Naming rules of every resource kind the platform names, one row each. */
export const nameRules = {
  "access-analyzer": {
    max: 255,
    pattern: /^[A-Za-z][\w.-]*$/,
    source: `${userGuide}/access-analyzer/latest/APIReference/API_CreateAnalyzer.html`,
  },
  agent: {
    max: 100,
    pattern: /^[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*$/,
    source: `${userGuide}/bedrock/latest/APIReference/API_agent_CreateAgent.html`,
  },
  alarm: {
    max: 255,
    pattern: /^[\w.-]+$/,
    source: `${userGuide}/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html`,
  },
  // HTTP and REST APIs, and links to a VPC.
  api: {
    max: 128,
    pattern: /^[\w.-]+$/,
    source: `${userGuide}/apigatewayv2/latest/api-reference/apis.html`,
  },
  "athena-workgroup": {
    max: 128,
    pattern: /^[\w.-]+$/,
    source: `${userGuide}/athena/latest/APIReference/API_CreateWorkGroup.html`,
  },
  // Frameworks and report plans, which know no hyphens.
  "backup-audit": {
    max: 256,
    pattern: /^[A-Za-z]\w*$/,
    source: `${userGuide}/aws-backup/latest/devguide/API_CreateFramework.html`,
    build: ({ organization, name }, purpose) => `${organization}_${name}_${purpose}`.replaceAll("-", "_"),
  },
  // Plans and their selections.
  "backup-plan": {
    max: 50,
    pattern: /^[\w.-]+$/,
    source: `${userGuide}/aws-backup/latest/devguide/API_BackupPlanInput.html`,
  },
  "backup-vault": {
    max: 50,
    pattern: /^[\w-]{2,}$/,
    source: `${userGuide}/aws-backup/latest/devguide/API_CreateBackupVault.html`,
  },
  cache: {
    max: 40,
    pattern: /^[a-z](?!.*--)[a-z0-9-]*[a-z0-9]$/,
    source: `${userGuide}/AmazonElastiCache/latest/APIReference/API_CreateReplicationGroup.html`,
  },
  // Part of the name of its Lambda function, which takes 64 with what CloudWatch Synthetics adds.
  canary: {
    max: 255,
    pattern: /^[0-9a-z_-]+$/,
    source: `${userGuide}/AmazonSynthetics/latest/APIReference/API_CreateCanary.html`,
  },
  // Channels that get notifications.
  chat: {
    max: 128,
    pattern: /^[A-Za-z0-9-_]+$/,
    source: `${userGuide}/chatbot/latest/APIReference/API_CreateSlackChannelConfiguration.html`,
  },
  "cache-group": {
    max: 255,
    pattern: /^[a-z](?!.*--)[a-z0-9-]*[a-z0-9]$/,
    source: `${userGuide}/AmazonElastiCache/latest/APIReference/API_CreateCacheSubnetGroup.html`,
  },
  "cache-user": {
    max: 40,
    pattern: /^[a-z][a-z0-9-]*$/,
    source: `${userGuide}/AmazonElastiCache/latest/APIReference/API_CreateUser.html`,
  },
  // A name that is no other connection's in the account and region.
  codeconnection: {
    max: 32,
    pattern: /^[\w-]+$/,
    source: `${userGuide}/codeconnections/latest/APIReference/API_CreateConnection.html`,
  },
  codebuild: {
    max: 150,
    pattern: /^[A-Za-z0-9][\w-]+$/,
    source: `${userGuide}/codebuild/latest/APIReference/API_CreateProject.html`,
  },
  // Functions, origin access controls, VPC origins and policies; once per account.
  cloudfront: {
    max: 64,
    pattern: /^[\w-]+$/,
    source: `${userGuide}/cloudfront/latest/APIReference/API_CreateFunction.html`,
  },
  // Applications and deployment groups.
  codedeploy: {
    max: 100,
    pattern: /^[\w+=,.@-]+$/,
    source: `${userGuide}/codedeploy/latest/userguide/limits.html`,
  },
  codepipeline: {
    max: 100,
    pattern: /^[\w.@-]+$/,
    source: `${userGuide}/codepipeline/latest/APIReference/API_PipelineDeclaration.html`,
  },
  "conformance-pack": {
    max: 256,
    pattern: /^[A-Za-z][-A-Za-z0-9]*$/,
    source: `${userGuide}/config/latest/APIReference/API_PutConformancePack.html`,
  },
  dashboard: {
    max: 255,
    pattern: /^[\w-]+$/,
    source: `${userGuide}/AmazonCloudWatch/latest/APIReference/API_PutDashboard.html`,
  },
  // Budgets, and monitors and subscriptions of unusual costs, which take 50 and less.
  budget: {
    max: 50,
    pattern: /^[\w-]+$/,
    source: `${userGuide}/aws-cost-management/latest/APIReference/API_AnomalyMonitor.html`,
  },
  "db-cluster": {
    max: 63,
    pattern: rdsIdentifier,
    source: `${userGuide}/AmazonRDS/latest/APIReference/API_CreateDBCluster.html`,
  },
  "db-event-subscription": {
    max: 254,
    pattern: rdsIdentifier,
    source: `${userGuide}/AmazonRDS/latest/APIReference/API_CreateEventSubscription.html`,
  },
  "db-global-cluster": {
    max: 63,
    pattern: rdsIdentifier,
    source: `${userGuide}/AmazonRDS/latest/AuroraUserGuide/aurora-global-database-getting-started.html`,
  },
  "db-instance": {
    max: 63,
    pattern: rdsIdentifier,
    source: `${userGuide}/AmazonRDS/latest/APIReference/API_CreateDBInstance.html`,
  },
  "db-parameter-group": {
    max: 255,
    pattern: rdsIdentifier,
    source: `${userGuide}/AmazonRDS/latest/APIReference/API_CreateDBParameterGroup.html`,
  },
  "db-proxy": {
    max: 63,
    pattern: rdsIdentifier,
    source: `${userGuide}/AmazonRDS/latest/APIReference/API_CreateDBProxy.html`,
  },
  "db-proxy-endpoint": {
    max: 63,
    pattern: rdsIdentifier,
    source: `${userGuide}/AmazonRDS/latest/APIReference/API_CreateDBProxyEndpoint.html`,
  },
  "db-snapshot": {
    max: 255,
    pattern: rdsIdentifier,
    source: `${userGuide}/AmazonRDS/latest/APIReference/API_CreateDBClusterSnapshot.html`,
  },
  "db-subnet-group": {
    max: 255,
    pattern: /^(?!default$)[a-z0-9][a-z0-9 ._-]*$/,
    source: `${userGuide}/AmazonRDS/latest/APIReference/API_CreateDBSubnetGroup.html`,
  },
  "dns-firewall": {
    max: 64,
    pattern: /^(?!\d+$)[\w' -]+$/,
    source: `${userGuide}/Route53/latest/APIReference/API_route53resolver_CreateFirewallRuleGroup.html`,
  },
  "dynamodb-table": {
    max: 255,
    pattern: /^[\w.-]{3,}$/,
    source: `${userGuide}/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html`,
  },
  "ecr-repository": {
    max: 256,
    pattern: /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*$/,
    source: `${userGuide}/AmazonECR/latest/APIReference/API_CreateRepository.html`,
  },
  "eks-cluster": {
    max: 100,
    pattern: /^[A-Za-z0-9][\w-]*$/,
    source: `${userGuide}/eks/latest/APIReference/API_CreateCluster.html`,
  },
  "eks-nodegroup": {
    max: 63,
    pattern: /^[A-Za-z0-9][\w-]*$/,
    source: `${userGuide}/eks/latest/APIReference/API_CreateNodegroup.html`,
  },
  "emr-application": {
    max: 64,
    pattern: /^[\w./#-]+$/,
    source: `${userGuide}/emr-serverless/latest/APIReference/API_CreateApplication.html`,
  },
  "emr-cluster": {
    max: 256,
    pattern: /^[\w .:/=+@-]+$/,
    source: `${userGuide}/emr/latest/APIReference/API_RunJobFlow.html`,
  },
  "emr-security-configuration": {
    max: 10_280,
    pattern: /^[\w .:/=+@-]+$/,
    source: `${userGuide}/emr/latest/APIReference/API_CreateSecurityConfiguration.html`,
  },
  "emr-studio": {
    max: 256,
    pattern: /^[\w .:/=+@-]+$/,
    source: `${userGuide}/emr/latest/APIReference/API_CreateStudio.html`,
  },
  "event-archive": {
    max: 48,
    pattern: /^[\w.-]+$/,
    source: `${userGuide}/eventbridge/latest/APIReference/API_CreateArchive.html`,
  },
  "schema-registry": {
    max: 64,
    pattern: /^[\w.-]+$/,
    source: `${userGuide}/eventbridge/latest/schema-reference/v1-registries-name-registryname.html`,
  },
  "event-bus": {
    max: 256,
    pattern: /^[\w./-]+$/,
    source: `${userGuide}/eventbridge/latest/APIReference/API_CreateEventBus.html`,
  },
  "event-rule": {
    max: 64,
    pattern: /^[\w.-]+$/,
    source: `${userGuide}/eventbridge/latest/APIReference/API_PutRule.html`,
  },
  "feature-group": {
    max: 64,
    pattern: /^[A-Za-z0-9](?:[_-]*[A-Za-z0-9])*$/,
    source: `${userGuide}/sagemaker/latest/APIReference/API_CreateFeatureGroup.html`,
  },
  firehose: {
    max: 64,
    pattern: /^[\w.-]+$/,
    source: `${userGuide}/firehose/latest/APIReference/API_CreateDeliveryStream.html`,
  },
  // Connections, crawlers, jobs, rulesets, security configurations, triggers and workflows.
  glue: {
    max: 255,
    pattern: /^[\w.-]+$/,
    source: `${userGuide}/glue/latest/webapi/API_CreateJob.html`,
  },
  // WAF delivers to groups alone whose names begin so.
  "firewall-log-group": {
    max: 512,
    pattern: /^aws-waf-logs-[\w./#-]+$/,
    source: `${userGuide}/waf/latest/developerguide/logging-cw-logs.html`,
    build: ({ organization, name }, purpose) => `aws-waf-logs-${organization}-${name}-${purpose}`,
  },
  "glue-database": {
    max: 255,
    pattern: /^[a-z0-9_]+$/,
    source: `${userGuide}/athena/latest/ug/tables-databases-columns-names.html`,
    build: ({ organization, name }, purpose) => `${organization}_${name}_${purpose}`.replaceAll("-", "_"),
  },
  "glue-schema": {
    max: 255,
    pattern: /^[\w$#.-]+$/,
    source: `${userGuide}/glue/latest/webapi/API_CreateRegistry.html`,
  },
  guardrail: {
    max: 50,
    pattern: /^[\w-]+$/,
    source: `${userGuide}/bedrock/latest/APIReference/API_CreateGuardrail.html`,
  },
  "iam-instance-profile": {
    max: 128,
    pattern: /^[\w+=,.@-]+$/,
    source: `${userGuide}/IAM/latest/UserGuide/reference_iam-quotas.html`,
  },
  "iam-policy": {
    max: 128,
    pattern: /^[\w+=,.@-]+$/,
    source: `${userGuide}/IAM/latest/UserGuide/reference_iam-quotas.html`,
  },
  "iam-role": {
    max: 64,
    pattern: /^[\w+=,.@-]+$/,
    source: `${userGuide}/IAM/latest/UserGuide/reference_iam-quotas.html`,
  },
  "inference-profile": {
    max: 64,
    pattern: /^[A-Za-z0-9]+(?:[ _-][A-Za-z0-9]+)*$/,
    source: `${userGuide}/bedrock/latest/APIReference/API_CreateInferenceProfile.html`,
  },
  "kafka-cluster": {
    max: 64,
    pattern: /^[A-Za-z0-9-]+$/,
    source: `${userGuide}/msk/1.0/apireference/clusters.html`,
  },
  // Data streams and their consumers.
  "kinesis-stream": {
    max: 128,
    pattern: /^[\w.-]+$/,
    source: `${userGuide}/kinesis/latest/APIReference/API_CreateStream.html`,
  },
  "knowledge-base": {
    max: 100,
    pattern: /^[A-Za-z0-9]+(?:[_-][A-Za-z0-9]+)*$/,
    source: `${userGuide}/bedrock/latest/APIReference/API_agent_CreateKnowledgeBase.html`,
  },
  "kms-alias": {
    max: 256,
    pattern: /^alias\/(?!aws\/)[\w/-]+$/,
    source: `${userGuide}/kms/latest/APIReference/API_CreateAlias.html`,
    build: ({ organization, name }, purpose) => `alias/${organization}-${name}-${purpose}`,
  },
  "lambda-function": {
    max: 64,
    pattern: /^[\w-]+$/,
    source: `${userGuide}/lambda/latest/api/API_CreateFunction.html`,
  },
  "lattice-network": {
    max: 63,
    pattern: /^(?!servicenetwork-)[a-z0-9](?:-?[a-z0-9]+)+$/,
    source: `${userGuide}/vpc-lattice/latest/APIReference/API_CreateServiceNetwork.html`,
  },
  "lattice-service": {
    max: 40,
    pattern: /^(?!svc-)[a-z0-9](?:-?[a-z0-9]+)+$/,
    source: `${userGuide}/vpc-lattice/latest/APIReference/API_CreateService.html`,
  },
  "lattice-target-group": {
    max: 128,
    pattern: /^(?!tg-)[a-z0-9](?:-?[a-z0-9]+)+$/,
    source: `${userGuide}/vpc-lattice/latest/APIReference/API_CreateTargetGroup.html`,
  },
  "launch-template": {
    max: 128,
    pattern: /^[\w()./-]{3,}$/,
    source: `${userGuide}/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html`,
  },
  "load-balancer": {
    max: 32,
    pattern: /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    source: `${userGuide}/elasticloadbalancing/latest/APIReference/API_CreateLoadBalancer.html`,
  },
  "log-detector": {
    max: 255,
    pattern: /^[\w.-]+$/,
    source: `${userGuide}/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogAnomalyDetector.html`,
  },
  "log-group": {
    max: 512,
    pattern: /^[\w./#-]+$/,
    source: `${userGuide}/AmazonCloudWatchLogs/latest/APIReference/API_CreateLogGroup.html`,
    build: ({ organization, name }, purpose) => `/${organization}/${name}/${purpose}`,
  },
  "log-delivery": {
    max: 60,
    pattern: /^[\w-]+$/,
    source: `${userGuide}/AmazonCloudWatchLogs/latest/APIReference/API_PutDeliverySource.html`,
  },
  "macie-job": {
    max: 500,
    pattern: /^[\w -]+$/,
    source: `${userGuide}/macie/latest/APIReference/jobs.html`,
  },
  "metric-namespace": {
    max: 255,
    pattern: /^(?!AWS\/)[\w./#:-]+$/,
    source: `${userGuide}/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html`,
    build: ({ organization, name }, purpose) => `${organization}/${name}/${purpose}`,
  },
  "query-log-config": {
    max: 64,
    pattern: /^(?!\d+$)[\w' -]+$/,
    source: `${userGuide}/Route53/latest/APIReference/API_route53resolver_CreateResolverQueryLogConfig.html`,
  },
  // Plans and selections of restore tests, which know no hyphens.
  "restore-test": {
    max: 50,
    pattern: /^\w+$/,
    source: `${userGuide}/aws-backup/latest/devguide/API_RestoreTestingPlanForCreate.html`,
    build: ({ organization, name }, purpose) => `${organization}_${name}_${purpose}`.replaceAll("-", "_"),
  },
  "s3-bucket": {
    max: 63,
    pattern: /^(?!xn--|sthree-)[a-z0-9][a-z0-9-]+[a-z0-9]$/,
    source: `${userGuide}/AmazonS3/latest/userguide/bucketnamingrules.html`,
    // Bucket names are global: account and region keep them apart.
    build: ({ organization, name, account, region }, purpose) =>
      `${organization}-${name}-${purpose}-${account}-${region}`,
  },
  // Endpoints, their configurations, models, package groups, pipelines and monitoring schedules have the same limit.
  sagemaker: {
    max: 63,
    pattern: /^[a-zA-Z0-9](?:-*[a-zA-Z0-9])*$/,
    source: `${userGuide}/sagemaker/latest/APIReference/API_CreateModelPackageGroup.html`,
  },
  // A slash makes a folder.
  "saved-query": {
    max: 255,
    pattern: /^[\w/.-]+$/,
    source: `${userGuide}/AmazonCloudWatchLogs/latest/APIReference/API_PutQueryDefinition.html`,
    build: ({ organization, name }, purpose) => `${organization}/${name}/${purpose}`,
  },
  // Schedules and their groups.
  schedule: {
    max: 64,
    pattern: /^[\w.-]+$/,
    source: `${userGuide}/scheduler/latest/APIReference/API_CreateSchedule.html`,
  },
  secret: {
    max: 512,
    // A name that ends like the suffix AWS adds makes an ARN that is found by half of its name.
    pattern: /^(?!.*-[A-Za-z0-9]{6}$)[\w/+=.@-]+$/,
    source: `${userGuide}/secretsmanager/latest/apireference/API_CreateSecret.html`,
  },
  "security-group": {
    max: 255,
    pattern: /^(?!sg-)[\w .:/()#,@[\]+=&;{}!$*-]+$/,
    source: `${userGuide}/AWSEC2/latest/APIReference/API_CreateSecurityGroup.html`,
  },
  "shield-group": {
    max: 36,
    pattern: /^[A-Za-z0-9-]+$/,
    source: `${userGuide}/waf/latest/DDOSAPIReference/API_CreateProtectionGroup.html`,
  },
  "shield-protection": {
    max: 128,
    pattern: /^[\w .-]+$/,
    source: `${userGuide}/waf/latest/DDOSAPIReference/API_CreateProtection.html`,
  },
  // One in all accounts of a region: the account keeps them apart.
  "sign-in-domain": {
    max: 63,
    pattern: /^(?!.*(?:aws|amazon|cognito))[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/,
    source: `${userGuide}/cognito-user-identity-pools/latest/APIReference/API_CreateUserPoolDomain.html`,
    build: ({ organization, name, account }, purpose) => `${organization}-${name}-${purpose}-${account}`,
  },
  "sns-topic": {
    max: 256,
    pattern: /^[\w-]+$/,
    source: `${userGuide}/sns/latest/api/API_CreateTopic.html`,
  },
  "sqs-queue": {
    max: 80,
    pattern: /^[\w-]+$/,
    source: `${userGuide}/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html`,
  },
  "ssm-parameter": {
    max: 1011,
    pattern: /^(?!\/(?:aws|ssm))[\w./-]+$/i,
    source: `${userGuide}/systems-manager/latest/APIReference/API_PutParameter.html`,
    build: ({ organization, name }, purpose) => `/${organization}/${name}/${purpose}`,
  },
  tag: { max: 256, pattern: /^[\w .:/=+@-]+$/, source: `${userGuide}/AWSEC2/latest/UserGuide/Using_Tags.html` },
  "target-group": {
    max: 32,
    pattern: /^(?!internal-)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/,
    source: `${userGuide}/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html`,
  },
  trail: {
    max: 128,
    pattern: /^[A-Za-z0-9][\w.-]{2,}$/,
    source: `${userGuide}/awscloudtrail/latest/userguide/cloudtrail-trail-naming-requirements.html`,
  },
  "user-pool": {
    max: 128,
    pattern: /^[\w+=,.@-]+$/,
    source: `${userGuide}/cognito-user-identity-pools/latest/APIReference/API_CreateUserPool.html`,
  },
  // Collections of OpenSearch Serverless, and their policies.
  "vector-collection": {
    max: 32,
    pattern: /^[a-z][a-z0-9-]{2,}$/,
    source: `${userGuide}/opensearch-service/latest/ServerlessAPIReference/API_CreateCollection.html`,
  },
  // Web ACLs and sets of addresses.
  "web-acl": {
    max: 128,
    pattern: /^[\w-]+$/,
    source: `${userGuide}/waf/latest/APIReference/API_CreateWebACL.html`,
  },
  // Groups and sampling rules.
  xray: {
    max: 32,
    pattern: /^(?!Default$)[\w-]+$/,
    source: `${userGuide}/xray/latest/api/API_SamplingRule.html`,
  },
} satisfies Record<string, NameRule>;

export type NameKind = keyof typeof nameRules;
