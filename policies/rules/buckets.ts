import type { Resource } from "../../synthesized/linked-stack";
import { arnsOf, bucketSetting, ownArn, policiesOf, statementsOf } from "../bucket-policies";
import { resourcesOf } from "../platform";
import { allowsAction, covers, isNarrowedBy, type Statement } from "../statements";
import type { Finding, Platform, Rule } from "../types";

/** What another account must not do to a bucket: with it, it could give itself everything else. */
const ownerActions = [
  "s3:DeleteBucketPolicy",
  "s3:PutBucketAcl",
  "s3:PutBucketPolicy",
  "s3:PutEncryptionConfiguration",
  "s3:PutObjectAcl",
];

/** Whether a statement refuses everybody every request without TLS, to the bucket and to its objects. */
function refusesPlain(bucket: Resource, policy: Resource, statement: Statement): boolean {
  const { allows, principals, actions, conditions } = statement;
  const arns = arnsOf(bucket, policy, statement);
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
    [ownArn(bucket), `${ownArn(bucket)}/*`].every((own) => arns.some((arn) => covers(arn, own)))
  );
}

/** Whether a statement holds for requests of the account only. */
function isForAccount(statement: Statement, account: string): boolean {
  const named = statement.conditions.filter(({ key }) => key === "aws:principalaccount");
  return (
    isNarrowedBy(statement, ["aws:principalaccount"]) &&
    named.every(({ values }) => values.every((value) => value === account))
  );
}

/** Whom a statement lets in besides the account. A canonical user does not show which account it belongs to. */
function othersIn({ principals, everybodyElse }: Statement, account: string): string[] {
  const others = principals.flatMap(({ kind, id }) => {
    if (kind === "CanonicalUser") return [`canonical user ${id}`];
    if (id === "*") return ["everybody"];
    const other = kind === "AWS" ? /^(?:arn:aws[\w-]*:\w+::)?(\d{12})\b/.exec(id)?.[1] : undefined;
    return other === undefined || other === account ? [] : [`account ${other}`];
  });
  return everybodyElse ? ["everybody but a few"] : others;
}

function strangers(statement: Statement, account: string): string[] {
  const actions = ownerActions.filter((action) => allowsAction(statement, action));
  if (actions.length === 0 || isForAccount(statement, account)) return [];
  return othersIn(statement, account).map((other) => `${statement.label} lets ${other} ${actions.join(", ")}`);
}

/** Old versions of a versioned bucket are kept, and paid for, until a rule ends them. */
function keepsOldVersions(platform: Platform, bucket: Resource): boolean {
  const versioning = "aws_s3_bucket_versioning";
  const statuses = bucketSetting(platform, bucket, versioning, "versioning_configuration.status");
  const lifecycle = "aws_s3_bucket_lifecycle_configuration";
  const ends = bucketSetting(platform, bucket, lifecycle, "rule.noncurrent_version_expiration.noncurrent_days");
  return statuses.includes("Enabled") && ends.length === 0;
}

function findingsOf(platform: Platform, bucket: Resource): Finding[] {
  const policies = policiesOf(platform, bucket);
  const refuses = (policy: Resource) =>
    statementsOf(policy).some((statement) => refusesPlain(bucket, policy, statement));
  const errors = [
    ...(policies.some(refuses) ? [] : ["no policy refuses requests without TLS"]),
    ...policies.flatMap(statementsOf).flatMap((statement) => strangers(statement, bucket.stack.account)),
    ...(keepsOldVersions(platform, bucket) ? ["never expires old versions"] : []),
  ];
  return errors.map((detail) => ({ resource: bucket, detail }));
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
