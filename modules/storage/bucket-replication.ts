import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Names } from "../../platform/names";
import type { Site } from "../../platform/site";
import { keyActions, useKey } from "../encryption/grants";
import { ServiceRole } from "../identity/service-role";
import type { PrivateBucket } from "./private-bucket";

/** The bucket that is copied, in another region. */
export interface ReplicationSource {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly region: string;
  /** Key its objects are encrypted with. */
  readonly kmsKeyArn: string;
  /** Provider of its region. */
  readonly provider: TerraformProvider;
}

export interface BucketReplicationProps {
  readonly site: Site;
  /** What is copied, as in "log-archive"; part of the names. */
  readonly purpose: string;
  readonly source: ReplicationSource;
  /** The bucket that receives the copies. It must be locked where the source is. */
  readonly destination: PrivateBucket;
  /** Key of the destination's objects. */
  readonly kmsKeyArn: string;
  /** Whether an object that is deleted is deleted here too; its versions stay in any case. @default true */
  readonly deletes?: boolean;
}

const rolePurpose = (purpose: string) => `${purpose}-replication`;

/** Name of the role that writes the copies, for a bucket that takes objects from known roles only. */
export function replicationRoleName(names: Names, purpose: string): string {
  return names.of("iam-role", rolePurpose(purpose));
}

/** Minutes within which S3 replicates and after which it says so, with replication time control. The only value it takes. */
const replicationMinutes = 15;

/**
 * Copies every object of a bucket in one region to a bucket in another, within 15 minutes, from the side that receives:
 * the state of the source does not know it.
 */
export class BucketReplication extends Construct {
  constructor(scope: Construct, id: string, props: BucketReplicationProps) {
    super(scope, id);
    const { site, purpose, source, destination, kmsKeyArn, deletes = true } = props;
    const role = new ServiceRole(this, "role", {
      site,
      purpose: rolePurpose(purpose),
      description: `Copies ${purpose} from ${source.region}.`,
      service: "s3.amazonaws.com",
      statements: [
        {
          sid: "ReadConfiguration",
          actions: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
          resources: source.bucketArn,
        },
        {
          sid: "ReadVersions",
          actions: [
            "s3:GetObjectLegalHold",
            "s3:GetObjectRetention",
            "s3:GetObjectVersionAcl",
            "s3:GetObjectVersionForReplication",
            "s3:GetObjectVersionTagging",
          ],
          resources: `${source.bucketArn}/*`,
        },
        {
          sid: "WriteCopies",
          actions: [...(deletes ? ["s3:ReplicateDelete"] : []), "s3:ReplicateObject", "s3:ReplicateTags"],
          resources: `${destination.arn}/*`,
        },
        useKey({
          sid: "Decrypt",
          actions: keyActions.read,
          keyArns: source.kmsKeyArn,
          region: source.region,
          through: "s3",
        }),
        useKey({
          sid: "Encrypt",
          actions: ["kms:Encrypt", "kms:GenerateDataKey"],
          keyArns: kmsKeyArn,
          region: site.region,
          through: "s3",
        }),
      ],
    });
    new S3BucketReplicationConfigurationA(this, "replication-configuration", {
      provider: source.provider,
      bucket: source.bucketName,
      // S3 refuses a destination without versions; what is written before the role has its rights is never copied.
      dependsOn: [destination.versioning, role.policy],
      role: role.arn,
      rule: [
        {
          id: purpose,
          status: "Enabled",
          filter: { prefix: "" },
          deleteMarkerReplication: { status: deletes ? "Enabled" : "Disabled" },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
          destination: {
            bucket: destination.arn,
            encryptionConfiguration: { replicaKmsKeyId: kmsKeyArn },
            replicationTime: { status: "Enabled", time: { minutes: replicationMinutes } },
            metrics: { status: "Enabled", eventThreshold: { minutes: replicationMinutes } },
          },
        },
      ],
    });
  }
}
