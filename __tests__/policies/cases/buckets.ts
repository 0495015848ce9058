import type { Block } from "../../../commands/stacks";
import { policy, type Stacks } from "../support";
import { casesOf } from "./case";

type Resources = Readonly<Record<string, Block>>;

const stack = (id: string, resources: Resources): Stacks => ({ [id]: { resources } });

const refusal = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["${aws_s3_bucket.lake.arn}", "${aws_s3_bucket.lake.arn}/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const bucket = (statements: readonly Block[], others: Resources = {}): Stacks =>
  stack("prod-data", {
    "aws_s3_bucket.lake": {},
    "aws_s3_bucket_policy.lake": { bucket: "${aws_s3_bucket.lake.id}", policy: policy(...statements) },
    ...others,
  });
const versioned = (lifecycle: Block): Resources => ({
  "aws_s3_bucket_versioning.lake": {
    bucket: "${aws_s3_bucket.lake.id}",
    versioning_configuration: { status: "Enabled" },
  },
  "aws_s3_bucket_lifecycle_configuration.lake": { bucket: "${aws_s3_bucket.lake.id}", rule: [lifecycle] },
});
const partner = (principal: string, action: string) => ({
  Sid: "Partner",
  Principal: { AWS: principal },
  Action: action,
  Resource: "${aws_s3_bucket.lake.arn}",
});

export const buckets = casesOf("STRATA027", [
  {
    name: "no policy",
    stacks: stack("dev-data", { "aws_s3_bucket.lake": {} }),
    finds: ["no policy refuses requests without TLS"],
  },
  {
    name: "a policy for the objects only, and one for some callers only",
    stacks: {
      ...bucket([{ ...refusal, Resource: "${aws_s3_bucket.lake.arn}/*" }]),
      ...stack("dev-data", {
        "aws_s3_bucket.lake": {},
        "aws_s3_bucket_policy.lake": {
          bucket: "${aws_s3_bucket.lake.id}",
          policy: policy({
            ...refusal,
            Condition: { ...refusal.Condition, StringEquals: { "aws:PrincipalAccount": "111122223333" } },
          }),
        },
      }),
    },
    finds: ["prod-data aws_s3_bucket.lake: no policy", "dev-data aws_s3_bucket.lake: no policy"],
  },
  {
    name: "a policy that refuses TLS, and one that refuses old versions of it",
    stacks: bucket([
      { ...refusal, Condition: { Bool: { "aws:SecureTransport": "true" } } },
      { ...refusal, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
      { ...refusal, Condition: { Bool: { "aws:ViaAWSService": "false" } } },
    ]),
    finds: ["no policy refuses requests without TLS"],
  },
  {
    name: "another account that may change the policy",
    stacks: bucket([refusal, partner("arn:aws:iam::123456789012:root", "s3:Put*")]),
    finds: ["Partner lets account 123456789012 s3:PutBucketAcl, s3:PutBucketPolicy"],
  },
  {
    name: "versions without end",
    stacks: bucket([refusal], versioned({ expiration: [{ days: 30 }] })),
    finds: ["keeps old versions for ever"],
  },
  {
    name: "TLS only, with a partner who reads, an owner who changes and versions that end",
    stacks: bucket(
      [
        { ...refusal, Resource: "*" },
        partner("123456789012", "s3:ListBucket"),
        partner("arn:aws:iam::777788889999:role/strata-prod-owner", "s3:PutBucketPolicy"),
      ],
      versioned({ noncurrent_version_expiration: [{ noncurrent_days: 30 }] }),
    ),
    finds: [],
  },
]);
