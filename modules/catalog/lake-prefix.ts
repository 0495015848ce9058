/** A part of the lake: a prefix in the bucket of a zone. */
export interface LakePrefix {
  readonly bucketName: string;
  readonly bucketArn: string;
  /** With a slash at the end, as in "events/". */
  readonly prefix: string;
}

/** A folder of a zone, as in `prefixOf(zone, "events/")`. */
export function prefixOf(
  { bucketName, arn }: { readonly bucketName: string; readonly arn: string },
  prefix: string,
): LakePrefix {
  return { bucketName, bucketArn: arn, prefix };
}

/** URI of a prefix, as in "s3://strata-dev-lake-raw/events/". */
export function locationOf({ bucketName, prefix }: LakePrefix): string {
  return `s3://${bucketName}/${prefix}`;
}

/** ARN pattern of the objects below a prefix. */
export function objectsOf({ bucketArn, prefix }: LakePrefix): string {
  return `${bucketArn}/${prefix}*`;
}

/**
 * ARN of the object with which the file system of Glue marks the folder itself, next to the folder and not in it
 * (docs.aws.amazon.com/emr/latest/ManagementGuide/emr-plan-file-systems.html).
 */
export function folderMarkerOf({ bucketArn, prefix }: LakePrefix): string {
  return `${bucketArn}/${prefix.replace(/\/$/, "")}_$folder$`;
}
