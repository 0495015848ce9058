import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { boundaryDenials } from "./boundary-denials";
import type { PermissionsBoundaryProps } from "./boundary-props";
import { policyDocument } from "./policy-document";

/** Services that roles of the platform may use at all. Anything else is out of reach, whatever a policy says. */
const platformServices = [
  "access-analyzer",
  "acm",
  "application-autoscaling",
  "apigateway",
  "arc-zonal-shift",
  "athena",
  "autoscaling",
  "backup",
  "bedrock",
  "cloudformation",
  "cloudfront",
  "cloudtrail",
  "cloudwatch",
  "codebuild",
  "codeconnections",
  "codedeploy",
  "codepipeline",
  "cognito-idp",
  "config",
  "dynamodb",
  "ec2",
  "ecr",
  "eks",
  "elasticache",
  "elasticloadbalancing",
  "elasticmapreduce",
  "emr-serverless",
  "events",
  "execute-api",
  "firehose",
  "glue",
  "guardduty",
  "iam",
  "inspector2",
  "kafka",
  "kafka-cluster",
  "kinesis",
  "kms",
  "lakeformation",
  "lambda",
  "logs",
  "macie2",
  "rds",
  "rds-db",
  "resource-groups",
  "route53",
  "route53resolver",
  "s3",
  "sagemaker",
  "scheduler",
  "secretsmanager",
  "securityhub",
  "shield",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "sts",
  "synthetics",
  "tag",
  "vpc-lattice",
  "wafv2",
  "xray",
];

/**
 * The most that any role of the environment can ever do, whatever its policies say: act in the environment's regions,
 * never touch what binds or watches it, never make a role without the boundary, never become a user or another role.
 */
export class PermissionsBoundary extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    const policy = new IamPolicy(this, "policy", {
      name: props.name,
      description: "The most that any role of this environment can do.",
      policy: policyDocument([
        { sid: "AllowPlatformServices", actions: platformServices.map((service) => `${service}:*`), resources: "*" },
        ...boundaryDenials(props),
      ]),
    });
    this.arn = policy.arn;
  }
}
