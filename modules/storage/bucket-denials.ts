import type { PolicyStatement } from "../identity/policy-document";

/** What a bucket turns away whatever the caller's own policies allow. */
export interface BucketDenials {
  readonly bucketArn: string;
  readonly account: string;
  /** The one key that its objects are encrypted with. */
  readonly kmsKeyArn: string;
}

/** Denials of a bucket policy: TLS before 1.2, principals from elsewhere, encryption other than the bucket's own. */
export function bucketDenials({ bucketArn, account, kmsKeyArn }: BucketDenials): PolicyStatement[] {
  const everything = { actions: "s3:*", resources: [bucketArn, `${bucketArn}/*`] };
  return [
    deny("RefuseOldTls", { ...everything, conditions: { NumericLessThan: { "s3:TlsVersion": "1.2" } } }),
    deny("RefuseOtherAccounts", {
      ...everything,
      conditions: { StringNotEquals: { "aws:PrincipalAccount": account }, ...exceptServices },
    }),
    ...encryptionDenials(bucketArn, kmsKeyArn),
  ];
}

/** A statement that turns away everybody its conditions describe. */
export function deny(sid: string, statement: Omit<PolicyStatement, "sid" | "effect" | "principal">): PolicyStatement {
  return { sid, effect: "Deny", principal: "*", ...statement };
}

/**
 * Spares AWS services that call as themselves: they have no account and no ARN, and what the bucket policy allows them is
 * pinned to their source. Anonymous calls lack the key, and are not spared.
 */
export const exceptServices = { BoolIfExists: { "aws:PrincipalIsAWSService": "false" } };

/**
 * An upload may leave encryption to the bucket or name the bucket's key. Negated operators hold where the key is absent,
 * so that `Null` has to say that a header was sent.
 */
function encryptionDenials(bucketArn: string, kmsKeyArn: string): PolicyStatement[] {
  const header = "s3:x-amz-server-side-encryption";
  const upload = { actions: "s3:PutObject", resources: `${bucketArn}/*` };
  return [
    deny("RefuseOtherEncryption", {
      ...upload,
      conditions: { StringNotEquals: { [header]: "aws:kms" }, Null: { [header]: "false" } },
    }),
    deny("RefuseOtherKeys", {
      ...upload,
      conditions: {
        StringNotEquals: { [`${header}-aws-kms-key-id`]: kmsKeyArn },
        Null: { [`${header}-aws-kms-key-id`]: "false" },
      },
    }),
    // Asked for SSE-KMS without a key, S3 takes aws/s3 and not the key of the bucket (S3 API, PutObject).
    deny("RefuseUnnamedKeys", {
      ...upload,
      conditions: { StringEquals: { [header]: "aws:kms" }, Null: { [`${header}-aws-kms-key-id`]: "true" } },
    }),
    // Encrypted with a key that only the caller has, an object is lost to the platform.
    deny("RefuseKeysOfCallers", { ...upload, conditions: { Null: { [`${header}-customer-algorithm`]: "false" } } }),
  ];
}
