import type { SiteLocation } from "../../platform/site";
import { type PolicyStatement, throughService } from "../identity/policy-document";
import { sidOf } from "../identity/sid";

/** A zone as its users know it, in the words of the data layer's contract. */
export interface GrantedZone {
  /** Name of the zone, as in "raw"; part of the statements' ids. */
  readonly name: string;
  readonly bucketArn: string;
  readonly kmsKeyArn: string;
  /** Folder that is granted, with a slash at its end, as in "uploads/". @default the whole zone */
  readonly prefix?: string;
}

/** List and read the objects of a zone, or of a folder of it. */
export function readZone(site: SiteLocation, zone: GrantedZone): PolicyStatement[] {
  const { name, bucketArn, kmsKeyArn, prefix } = zone;
  return [
    {
      sid: sidOf("FindObjectsOf", name),
      actions: "s3:ListBucket",
      resources: bucketArn,
      conditions: prefix === undefined ? undefined : { StringLike: { "s3:prefix": `${prefix}*` } },
    },
    { sid: sidOf("ReadObjectsOf", name), actions: "s3:GetObject", resources: objectsOf(zone) },
    {
      sid: sidOf("DecryptObjectsOf", name),
      actions: "kms:Decrypt",
      resources: kmsKeyArn,
      conditions: throughService(site.region, "s3"),
    },
  ];
}

/**
 * Put objects into a zone, or into a folder of it, where the zone's type takes the role for a writer (zone-types.ts).
 * Whoever reads them as well needs `readZone` beside it.
 */
export function writeZone(site: SiteLocation, zone: GrantedZone): PolicyStatement[] {
  return [
    {
      sid: sidOf("WriteObjectsOf", zone.name),
      actions: ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"],
      resources: objectsOf(zone),
    },
    {
      sid: sidOf("EncryptObjectsOf", zone.name),
      // S3 decrypts the parts of an upload to put them together.
      actions: ["kms:Decrypt", "kms:GenerateDataKey"],
      resources: zone.kmsKeyArn,
      conditions: throughService(site.region, "s3"),
    },
  ];
}

function objectsOf({ bucketArn, prefix = "" }: GrantedZone): string {
  return `${bucketArn}/${prefix}*`;
}
