import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";
import { type ObjectAccess, objectsOf, readObjects } from "../storage/grants";

/**
 * Finds and reads the objects of a zone, or of a folder of it.
 * @param what name of the zone, in Pascal case, as in "Raw"; part of the sids
 */
export function readZone(what: string, zone: ObjectAccess): PolicyStatement[] {
  return readObjects(`ObjectsOf${what}`, zone);
}

/**
 * Puts objects into a zone, or into a folder of it, where the zone's type takes the role for a writer (zone-types.ts).
 * It neither reads nor deletes them: who fills a zone with restricted data need not see what others put there.
 * @param what name of the zone, in Pascal case, as in "Raw"; part of the sids
 */
export function writeZone(what: string, zone: ObjectAccess): PolicyStatement[] {
  const { kmsKeyArn: keyArns, region } = zone;
  return [
    {
      sid: `WriteObjectsOf${what}`,
      actions: ["s3:AbortMultipartUpload", "s3:ListMultipartUploadParts", "s3:PutObject"],
      resources: objectsOf(zone),
    },
    useKey({ sid: `EncryptObjectsOf${what}`, actions: keyActions.write, keyArns, region, through: "s3" }),
  ];
}
