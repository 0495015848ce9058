import { S3BucketInventory } from "@cdktf/provider-aws/lib/s3-bucket-inventory";
import { S3BucketMetric } from "@cdktf/provider-aws/lib/s3-bucket-metric";
import type { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { BucketReplication, type ReplicationSource, replicationRoleName } from "../storage/bucket-replication";
import { PrivateBucket, type StorageTransition } from "../storage/private-bucket";
import { inventoryPrefix, zonePolicy } from "./zone-policy";
import { type Zone, zoneMistakes, zonePurpose, zoneTypes } from "./zone-types";

export interface DataLakeZoneProps {
  readonly site: Site;
  readonly zone: Zone;
  /** Key of all objects; an upload under another one is refused. */
  readonly kmsKeyArn: string;
  /** Bucket that receives the server access logs. */
  readonly accessLogsBucket: string;
  /** Where the weekly list of all objects goes: the main zone of type `logs`. @default no inventory */
  readonly inventory?: InventoryDestination;
  /** The same zone in the primary region, whose objects are copied here if the type is one that is replicated. @default none */
  readonly replicaOf?: ReplicationSource;
}

export interface InventoryDestination {
  readonly bucketArn: string;
  /** Key of that bucket. */
  readonly kmsKeyArn: string;
}

/**
 * A zone of the data lake: a bucket that is kept as the zone's type says (zone-types.ts) and that takes objects from the
 * type's writers alone, under one key.
 */
export class DataLakeZone extends PrivateBucket {
  /** Key of its objects. */
  readonly kmsKeyArn: string;

  /** @throws Error when the zone would be weaker than its type */
  constructor(scope: Construct, id: string, props: DataLakeZoneProps) {
    const { site, zone, kmsKeyArn, replicaOf } = props;
    const { names, account } = site;
    const rules = zoneTypes[zone.type];
    const purpose = zonePurpose(zone);
    const [mistake] = zoneMistakes(zone);
    if (mistake)
      throw new Error(`Zone ${purpose}, ${mistake.field}: expected ${mistake.allowed}, got ${zone[mistake.field]}.`);
    const source = rules.replicated ? replicaOf : undefined;

    super(scope, id, {
      site,
      purpose,
      kmsKeyArn,
      accessLogsBucket: props.accessLogsBucket,
      retention: {
        transitions: transitionsOf(zone),
        expireAfterDays: zone.retentionDays,
        noncurrentDays: rules.noncurrentDays,
      },
      statements: (bucketArn) =>
        zonePolicy({
          site,
          type: zone.type,
          name: zone.name ?? zone.type,
          bucketArn,
          kmsKeyArn,
          moreWriters: source ? [replicationRoleName(names, purpose)] : [],
        }),
      tags: { backup: site.backupPlan, classification: rules.classification },
    });

    this.kmsKeyArn = kmsKeyArn;
    // Requests, errors and latency of the bucket, which CloudWatch does not have otherwise.
    new S3BucketMetric(this, "metric", { bucket: this.bucketName, name: "EntireBucket" });
    if (props.inventory) this.listObjects(props.inventory, account);
    if (source) {
      new BucketReplication(this, "replication", {
        site,
        purpose,
        source,
        destination: this,
        kmsKeyArn,
      });
    }
  }

  private listObjects({ bucketArn, kmsKeyArn }: InventoryDestination, account: string): void {
    new S3BucketInventory(this, "inventory", {
      bucket: this.bucketName,
      name: "weekly",
      includedObjectVersions: "All",
      schedule: { frequency: "Weekly" },
      optionalFields: [
        "BucketKeyStatus",
        "EncryptionStatus",
        "IntelligentTieringAccessTier",
        "LastModifiedDate",
        "ReplicationStatus",
        "Size",
        "StorageClass",
      ],
      destination: {
        bucket: {
          bucketArn,
          accountId: account,
          prefix: inventoryPrefix,
          format: "Parquet",
          encryption: { sseKms: { keyId: kmsKeyArn } },
        },
      },
    });
  }
}

function transitionsOf({ type, infrequentAccessAfterDays, glacierAfterDays }: Zone): StorageTransition[] {
  // Its two archive tiers stay off: what they hold has to be restored for hours before a query can read it.
  if (zoneTypes[type].tiering === "by-access") return [{ days: 0, storageClass: "INTELLIGENT_TIERING" }];
  const moves = [
    { days: infrequentAccessAfterDays, storageClass: "STANDARD_IA" },
    { days: glacierAfterDays, storageClass: "GLACIER_IR" },
  ] as const;
  return moves.flatMap(({ days, storageClass }) => (days === undefined ? [] : [{ days, storageClass }]));
}
