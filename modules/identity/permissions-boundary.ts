import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { Construct } from "constructs";
import { policyDocument } from "./policy-document";

export interface PermissionsBoundaryProps {
  /** Name of the policy, at most 128 characters. */
  readonly name: string;
  /** Account the boundary stands in, 12 digits. */
  readonly account: string;
  /** Regions the platform works in; everything regional elsewhere is denied. */
  readonly regions: readonly string[];
}

/** Services that roles of the platform may use at all. Anything else is out of reach, whatever a policy says. */
const platformServices = [
  "access-analyzer",
  "acm",
  "application-autoscaling",
  "apigateway",
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

/** Services without regions, or that answer from us-east-1 wherever the caller is. A region condition must spare them. */
const globalServices = ["cloudfront", "iam", "route53", "shield", "sts", "tag"];

/**
 * The most that any role of the environment can ever do, whatever its policies say: act in the environment's regions,
 * never touch the boundary or the audit trail, never make a role without the boundary, never become a user.
 */
export class PermissionsBoundary extends Construct {
  readonly arn: string;

  constructor(scope: Construct, id: string, props: PermissionsBoundaryProps) {
    super(scope, id);
    // The boundary's own ARN is spelled out: a policy cannot refer to itself.
    const boundaryArn = `arn:aws:iam::${props.account}:policy/${props.name}`;
    const policy = new IamPolicy(this, "policy", {
      name: props.name,
      description: "The most that any role of this environment can do.",
      policy: policyDocument([
        { sid: "AllowPlatformServices", actions: platformServices.map((service) => `${service}:*`), resources: "*" },
        {
          sid: "DenyOtherRegions",
          effect: "Deny",
          notActions: globalServices.map((service) => `${service}:*`),
          resources: "*",
          conditions: { StringNotEquals: { "aws:RequestedRegion": props.regions } },
        },
        {
          sid: "DenyChangeOfBoundary",
          effect: "Deny",
          actions: [
            "iam:CreatePolicyVersion",
            "iam:DeletePolicy",
            "iam:DeletePolicyVersion",
            "iam:SetDefaultPolicyVersion",
          ],
          resources: boundaryArn,
        },
        {
          sid: "DenyRolesWithoutBoundary",
          effect: "Deny",
          actions: [
            "iam:AttachRolePolicy",
            "iam:CreateRole",
            "iam:DetachRolePolicy",
            "iam:PutRolePermissionsBoundary",
            "iam:PutRolePolicy",
          ],
          resources: "*",
          conditions: { StringNotEquals: { "iam:PermissionsBoundary": boundaryArn } },
        },
        {
          sid: "DenyRemovalOfBoundary",
          effect: "Deny",
          actions: ["iam:DeleteRolePermissionsBoundary", "iam:DeleteUserPermissionsBoundary"],
          resources: "*",
        },
        {
          sid: "DenyUsersAndLongLivedKeys",
          effect: "Deny",
          actions: ["iam:CreateAccessKey", "iam:CreateLoginProfile", "iam:CreateUser"],
          resources: "*",
        },
        {
          sid: "DenyTamperingWithAudit",
          effect: "Deny",
          actions: [
            "cloudtrail:DeleteTrail",
            "cloudtrail:StopLogging",
            "config:DeleteConfigurationRecorder",
            "config:DeleteDeliveryChannel",
            "config:StopConfigurationRecorder",
            "guardduty:DeleteDetector",
            "securityhub:DisableSecurityHub",
          ],
          resources: "*",
        },
        {
          sid: "DenyLeavingOrganization",
          effect: "Deny",
          actions: ["account:CloseAccount", "organizations:LeaveOrganization"],
          resources: "*",
        },
      ]),
    });
    this.arn = policy.arn;
  }
}
