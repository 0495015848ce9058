import { pointingAt, resourcesOf, valuesAt } from "../platform";
import { allowsAction, covers, parseStatements, type Statement } from "../statements";
import type { Finding, Platform, Resource, Rule } from "../types";

/** What another account must not do to a bucket: with it, it could give itself everything else. */
const ownerActions = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutEncryptionConfiguration",
  "s3:PutObjectAcl",
];

function statementsOf(platform: Platform, bucket: Resource): Statement[] {
  const policies = pointingAt(platform, bucket, "aws_s3_bucket_policy", "bucket").map(({ block }) => block.policy);
  return policies.flatMap((policy) => parseStatements(policy) ?? []);
}

/** Whether a statement refuses everybody every request without TLS, to the bucket and to its objects. */
function refusesPlain({ allows, principals, actions, resources, conditions }: Statement): boolean {
  const isPlain = conditions.some(
    ({ operator, key, values }) =>
      operator === "Bool" && key === "aws:securetransport" && values.every((value) => value === "false"),
  );
  return (
    !allows &&
    isPlain &&
    conditions.length === 1 &&
    principals.some(({ id }) => id === "*") &&
    actions.some((pattern) => covers(pattern, "s3:*")) &&
    resources.some((arn) => arn === "*" || !arn.endsWith("/*")) &&
    resources.some((arn) => arn === "*" || arn.endsWith("/*"))
  );
}

function strangers(statement: Statement, account: string): string[] {
  const actions = ownerActions.filter((action) => allowsAction(statement, action));
  const accounts = statement.principals.flatMap(({ kind, id }) =>
    kind === "AWS" ? (/^(?:arn:aws[\w-]*:\w+::)?(\d{12})\b/.exec(id)?.[1] ?? []) : [],
  );
  if (actions.length === 0) return [];
  return accounts
    .filter((other) => other !== account)
    .map((other) => `${statement.label} lets account ${other} ${actions.join(", ")}`);
}

/** Old versions of a versioned bucket are kept, and paid for, until a rule ends them. */
function keepsOldVersions(platform: Platform, bucket: Resource): boolean {
  const statuses = pointingAt(platform, bucket, "aws_s3_bucket_versioning", "bucket").flatMap(({ block }) =>
    valuesAt(block, "versioning_configuration.status"),
  );
  const ends = pointingAt(platform, bucket, "aws_s3_bucket_lifecycle_configuration", "bucket").flatMap(({ block }) =>
    valuesAt(block, "rule.noncurrent_version_expiration.noncurrent_days"),
  );
  return statuses.includes("Enabled") && ends.length === 0;
}

function findingsOf(platform: Platform, bucket: Resource): Finding[] {
  const statements = statementsOf(platform, bucket);
  const faults = [
    ...(statements.some(refusesPlain) ? [] : ["no policy refuses requests without TLS"]),
    ...statements.flatMap((statement) => strangers(statement, bucket.stack.account)),
    ...(keepsOldVersions(platform, bucket) ? ["keeps old versions for ever"] : []),
  ];
  return faults.map((detail) => ({ resource: bucket, detail }));
}

export const buckets: Rule = {
  id: "STRATA027",
  title: "A bucket refuses plain HTTP, belongs to its account and ends old versions",
  severity: "high",
  control: "FSBP S3.5, S3.6, S3.13",
  cause: "What crosses the network in the clear is read; what another account may re-permit is no longer ours.",
  fix: "Build the bucket with PrivateBucket of modules/storage/private-bucket.ts.",
  check: (platform) => resourcesOf(platform, "aws_s3_bucket").flatMap((bucket) => findingsOf(platform, bucket)),
};
