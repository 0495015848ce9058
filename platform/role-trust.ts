interface RoleTrust {
  /**
   * Whether the page puts `aws:SourceAccount` and `aws:SourceArn` on the trust of the role. Resource policies are another
   * matter: a service may send them there and not here. Where no page settles it, the documented trust is taken: a
   * condition on a key that is not sent never holds, and the service cannot assume the role.
   */
  readonly sendsSource: boolean;
  /** Page below docs.aws.amazon.com that shows the trust. */
  readonly page: string;
}

/** Services that assume a role of the platform, and whether they say on whose behalf they do. */
export const roleTrusts = {
  "apigateway.amazonaws.com": { sendsSource: false, page: "apigateway/latest/developerguide/set-up-logging.html" },
  "backup.amazonaws.com": { sendsSource: false, page: "aws-backup/latest/devguide/iam-service-roles.html" },
  "batchoperations.s3.amazonaws.com": {
    sendsSource: false,
    page: "AmazonS3/latest/userguide/batch-ops-iam-role-policies.html",
  },
  "bedrock.amazonaws.com": { sendsSource: true, page: "bedrock/latest/userguide/kb-permissions.html" },
  "chatbot.amazonaws.com": { sendsSource: false, page: "chatbot/latest/adminguide/understanding-permissions.html" },
  "cloudtrail.amazonaws.com": {
    sendsSource: false,
    page: "awscloudtrail/latest/userguide/cloudtrail-required-policy-for-cloudwatch-logs.html",
  },
  "codebuild.amazonaws.com": { sendsSource: false, page: "codebuild/latest/userguide/setting-up-service-role.html" },
  "codedeploy.amazonaws.com": { sendsSource: true, page: "codedeploy/latest/userguide/security_confused_deputy.html" },
  "codepipeline.amazonaws.com": {
    sendsSource: false,
    page: "codepipeline/latest/userguide/pipelines-create-service-role.html",
  },
  "ec2.amazonaws.com": { sendsSource: false, page: "AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html" },
  "ecs-tasks.amazonaws.com": { sendsSource: true, page: "AmazonECS/latest/developerguide/task-iam-roles.html" },
  "eks.amazonaws.com": { sendsSource: false, page: "eks/latest/userguide/cluster-iam-role.html" },
  "elasticmapreduce.amazonaws.com": { sendsSource: true, page: "emr/latest/ManagementGuide/emr-iam-role.html" },
  "emr-serverless.amazonaws.com": {
    sendsSource: false,
    page: "emr/latest/EMR-Serverless-UserGuide/getting-started.html",
  },
  "events.amazonaws.com": { sendsSource: false, page: "eventbridge/latest/userguide/eb-events-iam-roles.html" },
  "firehose.amazonaws.com": { sendsSource: false, page: "firehose/latest/dev/controlling-access.html" },
  "glue.amazonaws.com": { sendsSource: false, page: "glue/latest/dg/create-an-iam-role.html" },
  "lambda.amazonaws.com": { sendsSource: false, page: "lambda/latest/dg/lambda-intro-execution-role.html" },
  "monitoring.rds.amazonaws.com": {
    sendsSource: true,
    page: "AmazonRDS/latest/AuroraUserGuide/USER_Monitoring.OS.Enabling.html",
  },
  "pods.eks.amazonaws.com": { sendsSource: false, page: "eks/latest/userguide/pod-id-role.html" },
  // The trust of a proxy. RDS documents source conditions for the roles of instances, not for this one.
  "rds.amazonaws.com": { sendsSource: false, page: "AmazonRDS/latest/AuroraUserGuide/rds-proxy-iam-setup.html" },
  "s3.amazonaws.com": { sendsSource: false, page: "AmazonS3/latest/userguide/setting-repl-config-perm-overview.html" },
  "sagemaker.amazonaws.com": {
    sendsSource: true,
    page: "sagemaker/latest/dg/security-confused-deputy-prevention.html",
  },
  "scheduler.amazonaws.com": {
    sendsSource: true,
    page: "scheduler/latest/UserGuide/cross-service-confused-deputy-prevention.html",
  },
  "states.amazonaws.com": { sendsSource: true, page: "step-functions/latest/dg/procedure-create-iam-role.html" },
  "vpc-flow-logs.amazonaws.com": { sendsSource: true, page: "vpc/latest/userguide/flow-logs-iam-role.html" },
} as const satisfies Readonly<Record<string, RoleTrust>>;

type Trusts = typeof roleTrusts;

/** A service that says on whose behalf it assumes a role. */
export type SourcedService = {
  [Service in keyof Trusts]: Trusts[Service]["sendsSource"] extends true ? Service : never;
}[keyof Trusts];

/** A service that does not: its role is protected by `iam:PassRole` alone, which never reaches across accounts. */
export type UnsourcedService = Exclude<keyof Trusts, SourcedService>;
