import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { fill, type Reach, resourcePatterns } from "./resource-patterns";

/**
 * Resources by service: by the name that follows their type, or `*` where AWS names by ids within account and region.
 * The type is spelled out because IAM takes no wildcard in its place.
 */
const regional: Readonly<Record<string, readonly string[]>> = {
  acm: ["*"],
  "application-autoscaling": ["*"],
  athena: ["workgroup/{name}-*"],
  autoscaling: ["*"],
  backup: ["*"],
  bedrock: ["*"],
  cloudwatch: ["alarm:{name}-*"],
  codebuild: ["project/{name}-*"],
  codeconnections: ["*"],
  codedeploy: ["application:{name}-*", "deploymentgroup:{name}-*"],
  codepipeline: ["{name}-*"],
  "cognito-idp": ["*"],
  dynamodb: ["table/{name}-*", "table/{primary}-*"],
  ec2: ["*"],
  ecr: ["repository/{name}-*"],
  eks: [
    "cluster/{name}-*",
    "access-entry/{name}-*",
    "addon/{name}-*",
    "nodegroup/{name}-*",
    "podidentityassociation/{name}-*",
  ],
  elasticache: [
    "parametergroup:default.*",
    "parametergroup:{name}-*",
    "replicationgroup:{name}-*",
    "serverlesscache:{name}-*",
    "subnetgroup:{name}-*",
    "user:{name}-*",
    "usergroup:{name}-*",
  ],
  elasticloadbalancing: [
    "listener-rule/app/{name}-*",
    "listener/app/{name}-*",
    "loadbalancer/app/{name}-*",
    "targetgroup/{name}-*",
  ],
  elasticmapreduce: ["*"],
  "emr-serverless": ["*"],
  events: ["archive/{name}-*", "event-bus/{name}-*", "rule/{name}-*"],
  firehose: ["deliverystream/{name}-*"],
  glue: ["*"],
  kafka: ["cluster/{name}-*", "configuration/{name}-*"],
  kinesis: ["stream/{name}-*"],
  lakeformation: ["*"],
  lambda: ["event-source-mapping:*", "function:{name}-*", "layer:{name}-*"],
  logs: ["log-group:/{organization}/{environment}/*", "log-group:RDSOSMetrics"],
  rds: [
    "cluster-pg:default*",
    "cluster-pg:{name}-*",
    "cluster:{name}-*",
    "db-proxy:*",
    "db:{name}-*",
    "es:{name}-*",
    "og:default*",
    "pg:default*",
    "pg:{name}-*",
    "subgrp:{name}-*",
    "target-group:*",
  ],
  route53resolver: ["*"],
  sagemaker: ["*"],
  scheduler: ["schedule-group/{name}-*", "schedule/{name}-*"],
  // RDS makes the secrets of the databases it manages in the name of its caller.
  secretsmanager: ["secret:rds!*", "secret:{name}-*", "secret:{primary}-*"],
  sns: ["{name}-*"],
  sqs: ["{name}-*"],
  ssm: ["parameter/{organization}/{environment}/*"],
  synthetics: ["canary:{name}-*"],
  "vpc-lattice": ["*"],
  wafv2: ["*"],
  xray: ["*"],
};

/** What stands in no region, or in another than the environment's. */
const elsewhere = [
  "arn:aws:acm:us-east-1:{account}:*",
  "arn:aws:apigateway:{region}::/*",
  "arn:aws:cloudfront::{account}:*",
  "arn:aws:ec2:{region}::image/*",
  // AWS puts five characters before the name.
  "arn:aws:elasticache::{account}:globalreplicationgroup:*{name}-*",
  "arn:aws:rds::{account}:global-cluster:{name}-*",
  "arn:aws:route53:::*",
  "arn:aws:wafv2:us-east-1:{account}:global/*",
  resourcePatterns.dashboard,
  resourcePatterns.glueLogGroup,
  resourcePatterns.serviceLogGroup,
];

const services = [...Object.keys(regional), "apigateway", "cloudfront", "route53"];

/** Change whatever stands at one site. What changes what, a statement need not say: an ARN belongs to one service. */
export function changeInfrastructure(site: Reach): PolicyStatement[] {
  const resources = Object.entries(regional).flatMap(([service, names]) =>
    names.map((resource) => `arn:aws:${service}:{region}:{account}:${resource}`),
  );
  return [
    {
      sid: "ChangeInfrastructure",
      actions: services.map((service) => `${service}:*`).sort(),
      resources: [...resources, ...elsewhere].flatMap((pattern) => fill(pattern, site)),
    },
  ];
}
