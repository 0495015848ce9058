import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { policy } from "../support";
import { casesOf } from "./case";

type Resources = Readonly<Record<string, Block>>;

const stack = (id: string, resources: Resources): FakeStacks => ({ [id]: { resources } });

const refusal = {
  Effect: "Deny",
  Principal: "*",
  Action: "s3:*",
  Resource: ["${aws_s3_bucket.lake.arn}", "${aws_s3_bucket.lake.arn}/*"],
  Condition: { Bool: { "aws:SecureTransport": "false" } },
};
const bucket = (statements: readonly Block[], others: Resources = {}): FakeStacks =>
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
const partner = (principal: string | Block, action: string) => ({
  Sid: "Partner",
  Principal: typeof principal === "string" ? { AWS: principal } : principal,
  Action: action,
  Resource: "${aws_s3_bucket.lake.arn}",
});

export const buckets = casesOf("STRATA027", [
  {
    name: "no policy",
    stacks: stack("dev-data", { "aws_s3_bucket.lake": {} }),
    finds: ["no policy refuses requests without TLS"],
    breaks: { "S3.5": "no policy refuses requests without TLS" },
  },
  {
    name: "policies about another bucket, by reference and by name",
    stacks: bucket(
      [
        { ...refusal, Resource: ["${aws_s3_bucket.raw.arn}", "${aws_s3_bucket.raw.arn}/*"] },
        { ...refusal, Resource: ["arn:aws:s3:::strata-raw", "arn:aws:s3:::strata-raw/*"] },
        { ...refusal, Resource: ["${aws_s3_bucket.lake.arn}", "${aws_s3_bucket.raw.arn}/*"] },
      ],
      { "aws_s3_bucket.lake": { bucket: "strata-lake" }, "aws_s3_bucket.raw": { policy: policy(refusal) } },
    ),
    finds: ["aws_s3_bucket.lake: no policy refuses", "aws_s3_bucket.raw: no policy refuses"],
  },
  {
    name: "a policy about the bucket by its name, by a pattern, and in the bucket itself",
    stacks: {
      ...bucket([{ ...refusal, Resource: ["arn:aws:s3:::strata-lake", "arn:aws:s3:::strata-lake/*"] }], {
        "aws_s3_bucket.lake": { bucket: "strata-lake" },
      }),
      ...stack("dev-data", {
        "aws_s3_bucket.lake": {
          bucket: "strata-lake",
          policy: policy({ ...refusal, Resource: "arn:aws:s3:::strata-*" }),
        },
      }),
      ...stack("stage-data", { "aws_s3_bucket.lake": { policy: policy(refusal) } }),
    },
    finds: [],
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
    breaks: { "S3.6": "Partner lets account 123456789012 s3:PutBucketAcl, s3:PutBucketPolicy" },
  },
  {
    name: "others that may change the policy: a canonical user, everybody, an organization, everybody but one",
    stacks: bucket([
      refusal,
      partner({ CanonicalUser: "79a59df900b949e5" }, "s3:PutBucketPolicy"),
      partner("*", "s3:PutBucketPolicy"),
      {
        ...partner("*", "s3:PutBucketAcl"),
        Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } },
      },
      {
        ...partner("*", "s3:PutObjectAcl"),
        Condition: { StringEquals: { "aws:PrincipalAccount": ["777788889999", "123456789012"] } },
      },
      { ...partner("", "s3:DeleteBucketPolicy"), Principal: undefined, NotPrincipal: { AWS: "123456789012" } },
    ]),
    finds: [
      "Partner lets canonical user 79a59df900b949e5 s3:PutBucketPolicy",
      "Partner lets everybody s3:PutBucketPolicy",
      "Partner lets everybody s3:PutBucketAcl",
      "Partner lets everybody s3:PutObjectAcl",
      "Partner lets everybody but a few s3:DeleteBucketPolicy",
    ],
  },
  {
    name: "another account in an inline policy of the bucket",
    stacks: stack("prod-data", {
      "aws_s3_bucket.lake": { policy: policy(refusal, partner("123456789012", "s3:*")) },
    }),
    finds: ["Partner lets account 123456789012 s3:DeleteBucketPolicy"],
  },
  {
    name: "versions without end",
    stacks: bucket([refusal], versioned({ expiration: [{ days: 30 }] })),
    finds: ["never expires old versions"],
    breaks: { "S3.13": "never expires old versions" },
  },
  {
    name: "TLS only, with a partner who reads, an owner who changes and versions that end",
    stacks: bucket(
      [
        { ...refusal, Resource: "*" },
        partner("123456789012", "s3:ListBucket"),
        partner("arn:aws:iam::777788889999:role/strata-prod-owner", "s3:PutBucketPolicy"),
        partner({ CanonicalUser: "79a59df900b949e5" }, "s3:GetObject"),
        {
          ...partner("*", "s3:PutBucketPolicy"),
          Condition: { StringEquals: { "aws:PrincipalAccount": "777788889999" } },
        },
      ],
      versioned({ noncurrent_version_expiration: [{ noncurrent_days: 30 }] }),
    ),
    finds: [],
  },
]);

const open = { block_public_acls: true, block_public_policy: false };

export const accessPoints = casesOf("STRATA035", [
  {
    name: "access points of one region and of several with a switch that is off",
    stacks: stack("dev-data", {
      "aws_s3_access_point.lake": { public_access_block_configuration: open },
      "aws_s3control_multi_region_access_point.lake": { details: { public_access_block: [open] } },
    }),
    finds: [
      "aws_s3_access_point.lake: block_public_policy is off",
      "aws_s3control_multi_region_access_point.lake: block_public_policy is off",
    ],
    breaks: {
      "S3.19": "aws_s3_access_point.lake: block_public_policy is off",
      "S3.24": "aws_s3control_multi_region_access_point.lake: block_public_policy is off",
    },
  },
  {
    name: "access points that leave the switches on, or to AWS, which turns them on",
    stacks: stack("dev-data", {
      "aws_s3_access_point.lake": {},
      "aws_s3control_multi_region_access_point.lake": {
        details: { public_access_block: { block_public_policy: true } },
      },
    }),
    finds: [],
  },
]);
