import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { policy } from "../support";
import { casesOf } from "./case";

const account = "777788889999";
const organization = "o-a1b2c3d4e5";
const bucketPolicy = (...statements: readonly Block[]): FakeStacks => ({
  "prod-data": { resources: { "aws_s3_bucket_policy.lake": { policy: policy(...statements) } } },
});
const everybody = { Sid: "Open", Principal: "*", Action: "s3:GetObject", Resource: "*" };
/** Everybody under one condition each, as operator, key and value. */
const everybodyIf = (...conditions: readonly (readonly [string, string, string])[]): FakeStacks =>
  bucketPolicy(
    ...conditions.map(([operator, key, value]) => ({
      ...everybody,
      Sid: `${key} ${value}`,
      Condition: { [operator]: { [key]: value } },
    })),
  );
const endpoint = (block: Block): FakeStacks => ({ "prod-network": { resources: { "aws_vpc_endpoint.s3": block } } });
const permission = (block: Block): FakeStacks => ({
  "prod-app": { resources: { "aws_lambda_permission.invoke": { action: "lambda:InvokeFunction", ...block } } },
});

export const literalPolicies = casesOf("STRATA001", [
  {
    name: "a policy from a data source",
    stacks: {
      "prod-data": {
        resources: { "aws_s3_bucket_policy.lake": { policy: "${data.aws_iam_policy_document.lake.json}" } },
      },
    },
    finds: ["resource policy is no literal JSON", "data.aws_iam_policy_document"],
  },
  { name: "a literal policy", stacks: bucketPolicy(everybody), finds: [] },
]);

export const publicPolicies = casesOf("STRATA002", [
  {
    name: "everybody, to read and to write",
    stacks: bucketPolicy(everybody, { ...everybody, Sid: "Write", Action: "s3:PutObject" }),
    finds: ["aws_s3_bucket_policy.lake: Open allows everybody", "aws_s3_bucket_policy.lake: Write allows everybody"],
    breaks: { "S3.2": "Open allows everybody", "S3.3": "Write allows everybody" },
  },
  {
    name: "everybody, in inline policies of resources",
    stacks: {
      "prod-data": {
        resources: Object.fromEntries(
          ["aws_kms_key", "aws_s3_bucket", "aws_secretsmanager_secret", "aws_sns_topic", "aws_sqs_queue"].map(
            (type) => [
              `${type}.open`,
              {
                policy: policy({
                  ...everybody,
                  Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/*" } },
                }),
              },
            ],
          ),
        ),
      },
    },
    finds: ["aws_kms_key", "aws_s3_bucket", "aws_secretsmanager_secret", "aws_sns_topic", "aws_sqs_queue"],
  },
  {
    name: "everybody with conditions that name no one",
    stacks: everybodyIf(
      ["ArnLike", "aws:PrincipalArn", "arn:aws:iam::*:role/*"],
      ["StringLike", "aws:PrincipalOrgID", "o-*"],
      ["StringLike", "aws:PrincipalAccount", "7777*"],
      ["IpAddress", "aws:SourceIp", "0.0.0.0/0"],
      ["IpAddress", "aws:SourceIp", "128.0.0.0/1"],
      ["IpAddress", "aws:SourceIp", "::/0"],
      ["StringLike", "aws:SourceVpce", "vpce-*"],
      ["StringLike", "aws:userid", "*:session"],
      ["StringEquals", "aws:PrincipalAccount", "$${aws:PrincipalAccount}"],
      ["StringNotEquals", "aws:PrincipalAccount", account],
      ["NotIpAddress", "aws:SourceIp", "203.0.113.0/24"],
      ["ArnLikeIfExists", "aws:SourceArn", `arn:aws:sns:*:${account}:*`],
    ),
    finds: [
      "PrincipalArn arn:aws:iam::*:role/*",
      "o-*",
      "7777*",
      "0.0.0.0/0",
      "128.0.0.0/1",
      "::/0",
      "vpce-*",
      "*:session",
      "$${aws:PrincipalAccount}",
      `PrincipalAccount ${account}`,
      "203.0.113.0/24",
      `SourceArn arn:aws:sns:*:${account}:*`,
    ],
  },
  {
    name: "everybody with conditions that name somebody",
    stacks: everybodyIf(
      ["ArnLike", "aws:PrincipalArn", `arn:aws:iam::${account}:role/*`],
      ["ArnEquals", "aws:SourceArn", "${aws_cloudtrail.trail.arn}"],
      ["StringEquals", "aws:PrincipalOrgID", organization],
      ["ForAnyValue:StringLike", "aws:PrincipalOrgPaths", `${organization}/*`],
      ["IpAddress", "aws:SourceIp", "203.0.113.7"],
      ["IpAddress", "aws:SourceIp", "10.0.0.0/8"],
      ["IpAddress", "aws:SourceIp", "2001:db8::/32"],
      ["StringEquals", "aws:SourceVpce", "vpce-0a1b2c3d"],
      ["StringLike", "aws:userid", "AROAABCDEFGHIJKLMNOPQ:*"],
    ),
    finds: [],
  },
  {
    name: "everybody in a list of ARNs",
    stacks: bucketPolicy({ ...everybody, Principal: { AWS: [`arn:aws:iam::${account}:root`, "*"] } }),
    finds: ["Open"],
  },
  {
    name: "everybody but one",
    stacks: bucketPolicy({ ...everybody, Principal: undefined, NotPrincipal: { AWS: account } }),
    finds: ["Open"],
  },
  {
    name: "everybody with a condition that holds where the key is missing",
    stacks: bucketPolicy({
      ...everybody,
      Condition: { StringEqualsIfExists: { "aws:PrincipalAccount": account } },
    }),
    finds: ["Open"],
  },
  {
    name: "everybody with a condition that every account meets",
    stacks: bucketPolicy({ ...everybody, Condition: { StringLike: { "aws:PrincipalAccount": "*" } } }),
    finds: ["Open"],
  },
  {
    name: "everybody over TLS",
    stacks: bucketPolicy({ ...everybody, Condition: { Bool: { "aws:SecureTransport": "true" } } }),
    finds: ["Open"],
  },
  {
    name: "a queue and a topic that everybody may write to",
    stacks: {
      "prod-application": {
        resources: {
          "aws_sqs_queue_policy.work": { policy: policy({ ...everybody, Action: "sqs:SendMessage" }) },
          "aws_sns_topic_policy.news": { policy: policy({ ...everybody, Action: "sns:Publish" }) },
        },
      },
    },
    finds: ["aws_sns_topic_policy.news: Open allows everybody", "aws_sqs_queue_policy.work: Open allows everybody"],
    breaks: { "SQS.3": "aws_sqs_queue_policy.work", "SNS.4": "aws_sns_topic_policy.news" },
  },
  {
    name: "a function that everybody may invoke",
    stacks: permission({ principal: "*" }),
    finds: ["aws_lambda_permission.invoke"],
    breaks: { "Lambda.1": "aws_lambda_permission.invoke" },
  },
  { name: "an endpoint without a policy", stacks: endpoint({ service_name: "s3" }), finds: ["has no policy"] },
  {
    name: "an endpoint to everything",
    stacks: endpoint({ policy: policy({ ...everybody, Action: "*" }) }),
    finds: ["Open"],
  },
  {
    name: "an endpoint to one bucket",
    stacks: endpoint({ policy: policy({ ...everybody, Resource: "arn:aws:s3:::packages/*" }) }),
    finds: [],
  },
  {
    name: "everybody of the account, and a refusal of everybody",
    stacks: bucketPolicy(
      { ...everybody, Condition: { StringEquals: { "aws:PrincipalAccount": account } } },
      { ...everybody, Effect: "Deny" },
    ),
    finds: [],
  },
]);

const service = { Sid: "Deliver", Principal: { Service: "sns.amazonaws.com" }, Action: "s3:PutObject", Resource: "*" };
const role = (trust: Block): FakeStacks => ({
  "prod-app": { resources: { "aws_iam_role.worker": { assume_role_policy: policy({ Sid: "Assumed", ...trust }) } } },
});

export const services = casesOf("STRATA003", [
  { name: "a service for any account", stacks: bucketPolicy(service), finds: ["Deliver allows sns.amazonaws.com"] },
  {
    name: "a role for a service of any account",
    stacks: role({ Principal: { Service: "scheduler.amazonaws.com" }, Action: "sts:AssumeRole" }),
    finds: ["aws_iam_role.worker: Assumed allows scheduler.amazonaws.com"],
  },
  {
    name: "a role that asks for a source that the service does not send",
    stacks: role({
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "sts:AssumeRole",
      Condition: { StringEquals: { "AWS:SourceAccount": account } },
    }),
    finds: ["asks cloudtrail.amazonaws.com for a source that it does not send"],
  },
  {
    name: "a role for a service whose trust is not known",
    stacks: role({ Principal: { Service: "polly.amazonaws.com" }, Action: "sts:AssumeRole" }),
    finds: ["trusts polly.amazonaws.com, which platform/role-trust.ts does not know"],
  },
  {
    name: "a function invoked by a service for any account",
    stacks: permission({ principal: "events.amazonaws.com", statement_id: "Events" }),
    finds: ["Events allows events.amazonaws.com"],
  },
  {
    name: "a service through an endpoint, with resources of any account",
    stacks: endpoint({
      policy: policy({ ...service, Action: "lambda:InvokeFunction", Resource: "arn:aws:lambda:*:*:function:*" }),
    }),
    finds: ["allows sns.amazonaws.com on behalf of any account"],
  },
  {
    name: "a service through an endpoint, with resources of this account only",
    stacks: endpoint({
      policy: policy({ ...service, Action: "sts:AssumeRole", Resource: `arn:aws:iam::${account}:role/*` }),
    }),
    finds: [],
  },
  {
    name: "services for this account, by either key, and one that names no source",
    stacks: {
      ...bucketPolicy(
        { ...service, Condition: { StringEquals: { "AWS:SourceAccount": account } } },
        { ...service, Condition: { ArnLike: { "aws:SourceArn": `arn:aws:sns:*:${account}:*` } } },
      ),
      ...role({ Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }),
      "prod-data": {
        resources: {
          "aws_iam_role.start": {
            assume_role_policy: policy({
              Principal: { Service: "scheduler.amazonaws.com" },
              Action: "sts:AssumeRole",
              Condition: { StringEquals: { "aws:SourceAccount": account } },
            }),
          },
        },
      },
    },
    finds: [],
  },
]);

const boundary = { "aws_iam_policy.boundary": { policy: policy({ Action: "s3:*", Resource: "*" }) } };
const bounded = (block: Block): FakeStacks => ({
  "dev-security": { resources: boundary, outputs: { boundary_arn: "${aws_iam_policy.boundary.arn}" } },
  "prod-security": { resources: boundary, outputs: { boundary_arn: "${aws_iam_policy.boundary.arn}" } },
  "prod-app": {
    reads: { security: "prod-security", other: "dev-security" },
    resources: { "aws_iam_role.worker": block },
  },
});

export const boundaries = casesOf("STRATA004", [
  { name: "a role without", stacks: bounded({}), finds: ["prod-app aws_iam_role.worker: carries no"] },
  {
    name: "a boundary that the platform does not have",
    stacks: bounded({ permissions_boundary: "arn:aws:iam::aws:policy/ReadOnlyAccess" }),
    finds: ["no policy of the platform"],
  },
  {
    name: "the boundary of another account",
    stacks: bounded({ permissions_boundary: "${data.terraform_remote_state.other.outputs.boundary_arn}" }),
    finds: ["in another account, 111122223333"],
  },
  {
    name: "the boundary of the security layer",
    stacks: bounded({ permissions_boundary: "${data.terraform_remote_state.security.outputs.boundary_arn}" }),
    finds: [],
  },
]);

const granting = (...statements: readonly Block[]): FakeStacks => ({
  "prod-app": { resources: { "aws_iam_role_policy.worker": { policy: policy(...statements) } } },
});

export const wildcards = casesOf("STRATA005", [
  { name: "everything", stacks: granting({ Action: "*", Resource: "*" }), finds: ["statement 1 allows * on"] },
  {
    name: "everything of a service, among others",
    stacks: granting({ Sid: "Store", Action: ["sqs:SendMessage", "s3:*"], Resource: ["*"] }),
    finds: ["Store allows s3:* on every resource"],
  },
  {
    name: "everything but IAM",
    stacks: granting({ NotAction: "iam:*", Resource: "*" }),
    finds: ["everything but iam:*"],
  },
  {
    name: "a policy of administrators",
    stacks: {
      "prod-app": {
        resources: {
          "aws_iam_role_policy_attachment.admin": { policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess" },
        },
      },
    },
    finds: ["attaches arn:aws:iam::aws:policy/AdministratorAccess"],
  },
  {
    name: "single actions, one bucket, a refusal, and a boundary",
    stacks: {
      "prod-app": {
        resources: {
          "aws_iam_role_policy.worker": {
            policy: policy(
              { Action: "s3:ListAllMyBuckets", Resource: "*" },
              { Action: "s3:*", Resource: "arn:aws:s3:::own/*" },
              { Effect: "Deny", Action: "*", Resource: "*" },
            ),
          },
          "aws_iam_role.worker": { permissions_boundary: "${aws_iam_policy.boundary.arn}" },
          ...boundary,
        },
      },
    },
    finds: [],
  },
]);
