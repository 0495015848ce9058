import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { boundaryDenials } from "./boundary-denials";
import { policyDocument } from "./policy-document";

export interface PermissionsBoundaryProps {
  /** Name of the policy, at most 128 characters. */
  readonly name: string;
  /** Account the boundary stands in, 12 digits. */
  readonly account: string;
  /** Regions the platform works in; everything regional elsewhere is denied. */
  readonly regions: readonly string[];
  /**
   * What the names of the platform's own resources in the account begin with, as in "strata-dev". Roles and policies
   * that begin otherwise, or have a path, are out of reach.
   */
  readonly namePrefixes: readonly string[];
  /**
   * Value of the session tag `break-glass` without which nobody deletes a database, bucket, key or vault.
   * @default such deletions are left to the identity policies
   */
  readonly breakGlass?: string;
}

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
