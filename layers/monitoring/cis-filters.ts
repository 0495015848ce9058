import type { Severity } from "./severities";

/** A pattern of management events in the trail, and what it means when it occurs. */
export interface TrailFilter {
  /** As in "root-use"; part of names. */
  readonly name: string;
  /** Number of the control in the CIS AWS Foundations Benchmark 1.4, section 4. */
  readonly control: string;
  readonly means: string;
  readonly severity: Severity;
  /** In the filter syntax of CloudWatch Logs. */
  readonly pattern: string;
}

const named = (...events: readonly string[]) => events.map((event) => `($.eventName=${event})`).join(" || ");
const from = (source: string, ...events: readonly string[]) =>
  `{($.eventSource=${source}.amazonaws.com) && (${named(...events)})}`;

/** The filters that Security Hub checks word by word (docs.aws.amazon.com/securityhub/latest/userguide/cloudwatch-controls.html). */
export const trailFilters: readonly TrailFilter[] = [
  {
    name: "unauthorized-calls",
    control: "4.1",
    means: "Calls to AWS were refused.",
    severity: "ticket",
    pattern: '{($.errorCode="*UnauthorizedOperation") || ($.errorCode="AccessDenied*")}',
  },
  {
    name: "sign-in-without-mfa",
    control: "4.2",
    means: "Somebody signed in to the console without a second factor.",
    severity: "ticket",
    pattern:
      '{($.eventName="ConsoleLogin") && ($.additionalEventData.MFAUsed !="Yes") && ($.userIdentity.type="IAMUser") && ' +
      '($.responseElements.ConsoleLogin="Success")}',
  },
  {
    name: "root-use",
    control: "4.3",
    means: "Somebody used the root user of the account.",
    severity: "page",
    pattern: '{$.userIdentity.type="Root" && $.userIdentity.invokedBy NOT EXISTS && $.eventType !="AwsServiceEvent"}',
  },
  {
    name: "iam-changes",
    control: "4.4",
    means: "Policies of IAM changed.",
    severity: "ticket",
    pattern: from(
      "iam",
      ...[
        "DeleteGroupPolicy",
        "DeleteRolePolicy",
        "DeleteUserPolicy",
        "PutGroupPolicy",
        "PutRolePolicy",
        "PutUserPolicy",
      ],
      ...["CreatePolicy", "DeletePolicy", "CreatePolicyVersion", "DeletePolicyVersion", "AttachRolePolicy"],
      ...["DetachRolePolicy", "AttachUserPolicy", "DetachUserPolicy", "AttachGroupPolicy", "DetachGroupPolicy"],
    ),
  },
  {
    name: "trail-changes",
    control: "4.5",
    means: "Somebody changed what CloudTrail records.",
    severity: "page",
    pattern: `{${named("CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging")}}`,
  },
  {
    name: "failed-sign-ins",
    control: "4.6",
    means: "Sign-ins to the console failed.",
    severity: "ticket",
    pattern: '{($.eventName=ConsoleLogin) && ($.errorMessage="Failed authentication")}',
  },
  {
    name: "key-deletion",
    control: "4.7",
    means: "A key was disabled, or will be deleted: what it encrypts cannot be read any more.",
    severity: "page",
    pattern: from("kms", "DisableKey", "ScheduleKeyDeletion"),
  },
  {
    name: "bucket-policy-changes",
    control: "4.8",
    means: "Access to a bucket changed.",
    severity: "ticket",
    pattern: from(
      "s3",
      ...["PutBucketAcl", "PutBucketPolicy", "PutBucketCors", "PutBucketLifecycle", "PutBucketReplication"],
      ...["DeleteBucketPolicy", "DeleteBucketCors", "DeleteBucketLifecycle", "DeleteBucketReplication"],
    ),
  },
  {
    name: "recorder-changes",
    control: "4.9",
    means: "Somebody changed what AWS Config records.",
    severity: "page",
    pattern: from(
      "config",
      ...["StopConfigurationRecorder", "DeleteDeliveryChannel", "PutDeliveryChannel", "PutConfigurationRecorder"],
    ),
  },
  {
    name: "security-group-changes",
    control: "4.10",
    means: "Security groups changed.",
    severity: "ticket",
    pattern: `{${named(
      ...["AuthorizeSecurityGroupIngress", "AuthorizeSecurityGroupEgress", "RevokeSecurityGroupIngress"],
      ...["RevokeSecurityGroupEgress", "CreateSecurityGroup", "DeleteSecurityGroup"],
    )}}`,
  },
  {
    name: "network-acl-changes",
    control: "4.11",
    means: "Network ACLs changed.",
    severity: "ticket",
    pattern: `{${named(
      ...["CreateNetworkAcl", "CreateNetworkAclEntry", "DeleteNetworkAcl", "DeleteNetworkAclEntry"],
      ...["ReplaceNetworkAclEntry", "ReplaceNetworkAclAssociation"],
    )}}`,
  },
  {
    name: "gateway-changes",
    control: "4.12",
    means: "Gateways to the internet changed.",
    severity: "ticket",
    pattern: `{${named(
      ...["CreateCustomerGateway", "DeleteCustomerGateway", "AttachInternetGateway", "CreateInternetGateway"],
      ...["DeleteInternetGateway", "DetachInternetGateway"],
    )}}`,
  },
  {
    name: "route-changes",
    control: "4.13",
    means: "Routes of the network changed.",
    severity: "ticket",
    pattern: from(
      "ec2",
      ...["CreateRoute", "CreateRouteTable", "ReplaceRoute", "ReplaceRouteTableAssociation", "DeleteRouteTable"],
      ...["DeleteRoute", "DisassociateRouteTable"],
    ),
  },
  {
    name: "vpc-changes",
    control: "4.14",
    means: "VPCs, or what connects them, changed.",
    severity: "ticket",
    pattern: `{${named(
      ...["CreateVpc", "DeleteVpc", "ModifyVpcAttribute", "AcceptVpcPeeringConnection", "CreateVpcPeeringConnection"],
      ...["DeleteVpcPeeringConnection", "RejectVpcPeeringConnection", "AttachClassicLinkVpc", "DetachClassicLinkVpc"],
      ...["DisableVpcClassicLink", "EnableVpcClassicLink"],
    )}}`,
  },
];
