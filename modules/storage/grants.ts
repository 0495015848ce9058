import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";

/** Objects of a bucket, and their key. */
export interface ObjectAccess {
  readonly bucketArn: string;
  /** What the keys of the objects begin with, as in "events/". @default all objects */
  readonly prefix?: string;
  readonly kmsKeyArn: string;
  readonly region: string;
}

/**
 * Finds and reads objects.
 * @param what what they hold, in Pascal case, as in "Events"; part of the sids
 */
export function readObjects(what: string, access: ObjectAccess): PolicyStatement[] {
  return [
    find(what, access),
    { sid: `Read${what}`, actions: "s3:GetObject", resources: objectsOf(access) },
    key(`Decrypt${what}`, keyActions.read, access),
  ];
}

/**
 * Finds, reads, writes and deletes objects; their versions stay.
 * @param what what they hold, in Pascal case, as in "Events"; part of the sids
 */
export function writeObjects(what: string, access: ObjectAccess): PolicyStatement[] {
  return [
    find(what, access),
    {
      sid: `Write${what}`,
      actions: ["s3:AbortMultipartUpload", "s3:DeleteObject", "s3:GetObject", "s3:PutObject"],
      resources: objectsOf(access),
    },
    key(`Encrypt${what}`, keyActions.write, access),
  ];
}

/** ARN pattern of the objects. */
export function objectsOf({ bucketArn, prefix = "" }: ObjectAccess): string {
  return `${bucketArn}/${prefix}*`;
}

function find(what: string, { bucketArn, prefix }: ObjectAccess): PolicyStatement {
  const conditions = prefix === undefined ? undefined : { StringLike: { "s3:prefix": `${prefix}*` } };
  return { sid: `Find${what}`, actions: "s3:ListBucket", resources: bucketArn, conditions };
}

function key(sid: string, actions: string | readonly string[], { kmsKeyArn, region }: ObjectAccess): PolicyStatement {
  return useKey({ sid, actions, keyArns: kmsKeyArn, region, through: "s3" });
}
