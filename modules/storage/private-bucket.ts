import { S3Bucket } from "@cdktf/provider-aws/lib/s3-bucket";
import { S3BucketLifecycleConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-lifecycle-configuration";
import { S3BucketLoggingA } from "@cdktf/provider-aws/lib/s3-bucket-logging";
import { S3BucketNotification } from "@cdktf/provider-aws/lib/s3-bucket-notification";
import { S3BucketObjectLockConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-object-lock-configuration";
import { S3BucketOwnershipControls } from "@cdktf/provider-aws/lib/s3-bucket-ownership-controls";
import { S3BucketPolicy } from "@cdktf/provider-aws/lib/s3-bucket-policy";
import { S3BucketPublicAccessBlock } from "@cdktf/provider-aws/lib/s3-bucket-public-access-block";
import { S3BucketServerSideEncryptionConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-server-side-encryption-configuration";
import { S3BucketVersioningA } from "@cdktf/provider-aws/lib/s3-bucket-versioning";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { type PolicyStatement, policyDocument } from "../identity/policy-document";

/** A move of each object to another storage class. */
export interface StorageTransition {
  /** Days since the object was written. */
  readonly days: number;
  readonly storageClass: "GLACIER_IR" | "INTELLIGENT_TIERING" | "STANDARD_IA";
}

export interface PrivateBucketProps {
  readonly site: Site;
  /** What the bucket holds, as in "log-archive"; part of its name. */
  readonly purpose: string;
  /** Key that encrypts the objects. @default SSE-S3, for the one kind of bucket that cannot use KMS: a target of server access logs */
  readonly kmsKeyArn?: string;
  /** Bucket that receives the server access logs. @default none, for the target of access logs itself */
  readonly accessLogsBucket?: string;
  /** @default objects stay, and overwritten or deleted versions for 30 days */
  readonly retention?: BucketRetention;
  /** Statements of the bucket policy in addition to the one that refuses plain HTTP. */
  readonly statements?: (bucketArn: string) => readonly PolicyStatement[];
  /** Tags in addition to those of the provider. @default none */
  readonly tags?: Readonly<Record<string, string>>;
}

/** How long a bucket keeps its objects, and where. */
export interface BucketRetention {
  /** Moves to other storage classes, by the days since the object was written. @default none */
  readonly transitions?: readonly StorageTransition[];
  /** Days until an object expires. @default never */
  readonly expireAfterDays?: number;
  /** Days that an overwritten or deleted version is kept. @default 30 */
  readonly noncurrentDays?: number;
  /** No object version can be deleted for this long: not without a special right (governance), or at all (compliance). @default no lock */
  readonly objectLock?: { readonly mode: "governance" | "compliance"; readonly days: number };
}

/**
 * A versioned, encrypted S3 bucket without access from outside the account or without TLS. In a site with deletion
 * protection Terraform may not delete it while it holds objects.
 */
export class PrivateBucket extends Construct {
  readonly arn: string;
  readonly bucketName: string;
  /** What a service that writes to the bucket must wait for. */
  readonly policy: S3BucketPolicy;
  /** What a replication to or from the bucket must wait for, and uploads: those before it have no version. */
  readonly versioning: S3BucketVersioningA;
  /** What uploads that name no key must wait for: those before it have another key. */
  readonly encryption: S3BucketServerSideEncryptionConfigurationA;

  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    super(scope, id);
    const { site, retention = {} } = props;
    const { objectLock } = retention;
    const name = site.names.of("s3-bucket", props.purpose);
    const bucket = new S3Bucket(this, "bucket", {
      bucket: name,
      forceDestroy: !site.deletionProtection,
      tags: props.tags,
    });
    this.arn = bucket.arn;
    this.bucketName = bucket.id;

    new S3BucketOwnershipControls(this, "ownership-controls", {
      bucket: bucket.id,
      rule: { objectOwnership: "BucketOwnerEnforced" },
    });
    const publicAccess = new S3BucketPublicAccessBlock(this, "public-access-block", {
      bucket: bucket.id,
      blockPublicAcls: true,
      blockPublicPolicy: true,
      ignorePublicAcls: true,
      restrictPublicBuckets: true,
    });
    this.policy = new S3BucketPolicy(this, "policy", {
      bucket: bucket.id,
      policy: policyDocument([refusePlainHttp(bucket.arn), ...(props.statements?.(bucket.arn) ?? [])]),
      // Two changes of one bucket's access at a time conflict.
      dependsOn: [publicAccess],
    });
    this.versioning = new S3BucketVersioningA(this, "versioning", {
      bucket: bucket.id,
      versioningConfiguration: { status: "Enabled" },
    });
    // Every change of an object becomes an event that rules can watch; without a rule it costs nothing. AWS Backup
    // follows these events too: switched off, its continuous backups of the bucket end.
    new S3BucketNotification(this, "notification", { bucket: bucket.id, eventbridge: true });
    this.encryption = this.encrypt(bucket, props.kmsKeyArn);
    this.expire(bucket, retention);
    if (objectLock) {
      // This turns the lock on as well. The bucket's own switch would replace the bucket, with all that is in it, when
      // it is set later.
      new S3BucketObjectLockConfigurationA(this, "object-lock-configuration", {
        bucket: bucket.id,
        rule: { defaultRetention: { mode: objectLock.mode.toUpperCase(), days: objectLock.days } },
        dependsOn: [this.versioning],
      });
    }
    if (props.accessLogsBucket) {
      new S3BucketLoggingA(this, "logging", {
        bucket: bucket.id,
        targetBucket: props.accessLogsBucket,
        targetPrefix: `${name}/`,
        dependsOn: [this.policy],
      });
    }
  }

  private encrypt(bucket: S3Bucket, kmsKeyArn: string | undefined): S3BucketServerSideEncryptionConfigurationA {
    return new S3BucketServerSideEncryptionConfigurationA(this, "server-side-encryption-configuration", {
      bucket: bucket.id,
      rule: [
        {
          applyServerSideEncryptionByDefault: kmsKeyArn
            ? { sseAlgorithm: "aws:kms", kmsMasterKeyId: kmsKeyArn }
            : { sseAlgorithm: "AES256" },
          bucketKeyEnabled: kmsKeyArn !== undefined,
        },
      ],
    });
  }

  private expire(bucket: S3Bucket, retention: BucketRetention): void {
    const { transitions = [], expireAfterDays, noncurrentDays = 30 } = retention;
    new S3BucketLifecycleConfiguration(this, "lifecycle-configuration", {
      bucket: bucket.id,
      rule: [
        {
          id: "retention",
          status: "Enabled",
          filter: [{ prefix: "" }],
          transition: transitions.length > 0 ? [...transitions] : undefined,
          // A delete marker goes once no version is left below it. With an age for objects, S3 sees to that by itself.
          expiration: [expireAfterDays ? { days: expireAfterDays } : { expiredObjectDeleteMarker: true }],
          noncurrentVersionExpiration: [{ noncurrentDays }],
          abortIncompleteMultipartUpload: [{ daysAfterInitiation: 7 }],
        },
      ],
      dependsOn: [this.versioning],
    });
  }
}

function refusePlainHttp(bucketArn: string): PolicyStatement {
  return {
    sid: "RefusePlainHttp",
    effect: "Deny",
    principal: "*",
    actions: "s3:*",
    resources: [bucketArn, `${bucketArn}/*`],
    conditions: { Bool: { "aws:SecureTransport": "false" } },
  };
}
