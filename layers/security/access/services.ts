import { accessAnalyzer } from "./access-analyzer";
import { acm } from "./acm";
import { aoss } from "./aoss";
import { apigateway } from "./apigateway";
import { applicationAutoscaling } from "./application-autoscaling";
import { arcZonalShift } from "./arc-zonal-shift";
import { athena } from "./athena";
import { autoscaling } from "./autoscaling";
import { backup } from "./backup";
import { bedrock } from "./bedrock";
import { budgets } from "./budgets";
import { ce } from "./ce";
import { chatbot } from "./chatbot";
import { cloudformation } from "./cloudformation";
import { cloudfront } from "./cloudfront";
import { cloudtrail } from "./cloudtrail";
import { cloudwatch } from "./cloudwatch";
import { codebuild } from "./codebuild";
import { codeconnections } from "./codeconnections";
import { codedeploy } from "./codedeploy";
import { codepipeline } from "./codepipeline";
import { cognitoIdp } from "./cognito-idp";
import { config } from "./config";
import { dynamodb } from "./dynamodb";
import { ec2 } from "./ec2";
import { ecr } from "./ecr";
import { eks } from "./eks";
import { elasticache } from "./elasticache";
import { elasticfilesystem } from "./elasticfilesystem";
import { elasticloadbalancing } from "./elasticloadbalancing";
import { elasticmapreduce } from "./elasticmapreduce";
import { emrServerless } from "./emr-serverless";
import { events } from "./events";
import { executeApi } from "./execute-api";
import { firehose } from "./firehose";
import { glue } from "./glue";
import { guardduty } from "./guardduty";
import { iam } from "./iam";
import { inspector2 } from "./inspector2";
import { kafka } from "./kafka";
import { kafkaCluster } from "./kafka-cluster";
import { kinesis } from "./kinesis";
import { kms } from "./kms";
import { lakeformation } from "./lakeformation";
import { lambda } from "./lambda";
import { logs } from "./logs";
import { macie2 } from "./macie2";
import { rds } from "./rds";
import { resourceGroups } from "./resource-groups";
import { route53 } from "./route53";
import { route53resolver } from "./route53resolver";
import { s3 } from "./s3";
import { sagemaker } from "./sagemaker";
import { scheduler } from "./scheduler";
import { schemas } from "./schemas";
import { secretsmanager } from "./secretsmanager";
import { securityhub } from "./securityhub";
import type { ServiceAccess } from "./service";
import { shield } from "./shield";
import { sns } from "./sns";
import { sqs } from "./sqs";
import { ssm } from "./ssm";
import { sts } from "./sts";
import { synthetics } from "./synthetics";
import { tag } from "./tag";
import { vpcLattice } from "./vpc-lattice";
import { wafv2 } from "./wafv2";
import { xray } from "./xray";

/** Every AWS service that the platform uses. What is not here is out of reach of all its roles. */
export const services: readonly ServiceAccess[] = [
  accessAnalyzer,
  acm,
  aoss,
  apigateway,
  applicationAutoscaling,
  arcZonalShift,
  athena,
  autoscaling,
  backup,
  bedrock,
  budgets,
  ce,
  chatbot,
  cloudformation,
  cloudfront,
  cloudtrail,
  cloudwatch,
  codebuild,
  codeconnections,
  codedeploy,
  codepipeline,
  cognitoIdp,
  config,
  dynamodb,
  ec2,
  ecr,
  eks,
  elasticache,
  elasticfilesystem,
  elasticloadbalancing,
  elasticmapreduce,
  emrServerless,
  events,
  executeApi,
  firehose,
  glue,
  guardduty,
  iam,
  inspector2,
  kafka,
  kafkaCluster,
  kinesis,
  kms,
  lakeformation,
  lambda,
  logs,
  macie2,
  rds,
  resourceGroups,
  route53,
  route53resolver,
  s3,
  sagemaker,
  scheduler,
  schemas,
  secretsmanager,
  securityhub,
  shield,
  sns,
  sqs,
  ssm,
  sts,
  synthetics,
  tag,
  vpcLattice,
  wafv2,
  xray,
];
