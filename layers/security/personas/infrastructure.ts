import type { PolicyStatement } from "../../../modules/identity/policy-document";
import { fill, type Reach, resourcePatterns } from "./resource-patterns";

type Resources = Readonly<Record<string, readonly string[]>>;

/**
 * Resources by service: by the name that follows their type, or `*` where AWS names by ids within account and region.
 * The type is spelled out because IAM takes no wildcard in its place.
 */
const services: Resources = {
  acm: ["*"],
  "application-autoscaling": ["*"],
  autoscaling: ["*"],
  backup: ["*"],
  bedrock: ["*"],
  cloudwatch: ["alarm:{name}-*"],
  codebuild: ["project/{name}-*"],
  codeconnections: ["*"],
  codedeploy: ["application:{name}-*", "deploymentgroup:{name}-*"],
  codepipeline: ["{name}-*"],
  "cognito-idp": ["*"],
  ec2: ["*"],
  ecr: ["repository/{name}-*"],
  eks: [
    "cluster/{name}-*",
    "access-entry/{name}-*",
    "addon/{name}-*",
    "nodegroup/{name}-*",
    "podidentityassociation/{name}-*",
  ],
  elasticloadbalancing: [
    "listener-rule/app/{name}-*",
    "listener/app/{name}-*",
    "loadbalancer/app/{name}-*",
    "targetgroup/{name}-*",
  ],
  events: ["archive/{name}-*", "event-bus/{name}-*", "rule/{name}-*"],
  firehose: ["deliverystream/{name}-*"],
  kafka: ["cluster/{name}-*", "configuration/{name}-*"],
  kinesis: ["stream/{name}-*"],
  lambda: ["event-source-mapping:*", "function:{name}-*", "layer:{name}-*"],
  logs: ["log-group:/{organization}/{environment}/*", "log-group:RDSOSMetrics"],
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

/** The same of what keeps data or works on it: a policy of its own, for both together are longer than IAM takes. */
const dataServices: Resources = {
  athena: ["workgroup/{name}-*"],
  dynamodb: ["table/{name}-*", "table/{primary}-*"],
  elasticache: [
    "parametergroup:default.*",
    "parametergroup:{name}-*",
    "replicationgroup:{name}-*",
    "serverlesscache:{name}-*",
    "subnetgroup:{name}-*",
    "user:{name}-*",
    "usergroup:{name}-*",
  ],
  elasticmapreduce: ["*"],
  "emr-serverless": ["*"],
  glue: ["*"],
  lakeformation: ["*"],
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
};

/** What stands in no region, or in another than the environment's. */
const elsewhere = [
  "arn:aws:acm:us-east-1:{account}:*",
  "arn:aws:apigateway:{region}::/*",
  "arn:aws:cloudfront::{account}:*",
  "arn:aws:ec2:{region}::image/*",
  "arn:aws:route53:::*",
  "arn:aws:wafv2:us-east-1:{account}:global/*",
  resourcePatterns.dashboard,
  resourcePatterns.glueLogGroup,
  resourcePatterns.serviceLogGroup,
];
const dataElsewhere = [resourcePatterns.globalCache, resourcePatterns.globalDatabase];

/** Change whatever stands at one site and keeps no data. */
export function changeInfrastructure(site: Reach): PolicyStatement[] {
  const actions = [...Object.keys(services), "apigateway", "cloudfront", "route53"];
  return [changeAll("ChangeInfrastructure", site, actions, services, elsewhere)];
}

/** Change what keeps data at one site, or works on it. */
export function changeDataServices(site: Reach): PolicyStatement[] {
  return [changeAll("ChangeDataServices", site, Object.keys(dataServices), dataServices, dataElsewhere)];
}

/** What changes what, a statement need not say: an ARN belongs to one service. */
function changeAll(
  sid: string,
  site: Reach,
  actions: readonly string[],
  regional: Resources,
  others: readonly string[],
): PolicyStatement {
  const resources = Object.entries(regional).flatMap(([service, names]) =>
    names.map((resource) => `arn:aws:${service}:{region}:{account}:${resource}`),
  );
  return {
    sid,
    actions: actions.map((service) => `${service}:*`).sort(),
    resources: [...resources, ...others].flatMap((pattern) => fill(pattern, site)),
  };
}
