import { S3BucketReplicationConfigurationA } from "@cdktf/provider-aws/lib/s3-bucket-replication-configuration";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { Names } from "../../platform/names";
import { throughService } from "../identity/policy-document";
import { ServiceRole } from "../identity/service-role";

/** One end of a replication. */
export interface ReplicatedBucket {
  readonly bucketName: string;
  readonly bucketArn: string;
  readonly region: string;
  /** Key its objects are encrypted with. */
  readonly kmsKeyArn: string;
}

export interface BucketReplicationProps {
  readonly names: Names;
  /** What is copied, as in "log-archive"; part of the names. */
  readonly purpose: string;
  readonly permissionsBoundaryArn: string;
  readonly source: ReplicatedBucket;
  /** Provider of the region that the source stands in. */
  readonly sourceProvider: TerraformProvider;
  /** The bucket that receives the copies. It must be versioned, and locked where the source is. */
  readonly destination: ReplicatedBucket;
  /** Versioning of the destination, before which S3 refuses to replicate to it. */
  readonly waitFor: ITerraformDependable;
  /** Whether an object that is deleted is deleted here too; its versions stay in any case. @default true */
  readonly deletes?: boolean;
}

/** Name of the role that writes the copies, for a bucket that takes objects from known roles only. */
export function replicationRoleName(names: Names, purpose: string): string {
  return names.of("iam-role", `${purpose}-replication`);
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
    const { names, purpose, source, destination, deletes = true } = props;
    const role = new ServiceRole(this, "role", {
      name: replicationRoleName(names, purpose),
      description: `Copies ${purpose} from ${source.region}.`,
      service: "s3.amazonaws.com",
      permissionsBoundaryArn: props.permissionsBoundaryArn,
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
          resources: `${destination.bucketArn}/*`,
        },
        {
          sid: "Decrypt",
          actions: "kms:Decrypt",
          resources: source.kmsKeyArn,
          conditions: throughService(source.region, "s3"),
        },
        {
          sid: "Encrypt",
          actions: ["kms:Encrypt", "kms:GenerateDataKey"],
          resources: destination.kmsKeyArn,
          conditions: throughService(destination.region, "s3"),
        },
      ],
    });
    new S3BucketReplicationConfigurationA(this, "replication-configuration", {
      provider: props.sourceProvider,
      bucket: source.bucketName,
      // What is written before the role has its rights is never copied.
      dependsOn: [props.waitFor, role.policy],
      role: role.arn,
      rule: [
        {
          id: purpose,
          status: "Enabled",
          filter: { prefix: "" },
          deleteMarkerReplication: { status: deletes ? "Enabled" : "Disabled" },
          sourceSelectionCriteria: { sseKmsEncryptedObjects: { status: "Enabled" } },
          destination: {
            bucket: destination.bucketArn,
            encryptionConfiguration: { replicaKmsKeyId: destination.kmsKeyArn },
            replicationTime: { status: "Enabled", time: { minutes: replicationMinutes } },
            metrics: { status: "Enabled", eventThreshold: { minutes: replicationMinutes } },
          },
        },
      ],
    });
  }
}
