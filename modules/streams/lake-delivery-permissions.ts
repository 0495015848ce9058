import type { SiteLocation } from "../../platform/site";
import { type LakePrefix, objectsOf } from "../catalog/lake-prefix";
import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";
import { readRecords } from "./grants";

/** Where Firehose puts objects: two folders of one zone. */
export interface LakeDestination {
  readonly data: LakePrefix;
  /** Gets records that could not be delivered. Apart from the data: the ETL job reads all folders of it. */
  readonly errors: LakePrefix;
  /** Key of both. */
  readonly kmsKeyArn: string;
}

interface Delivery {
  readonly stream: { readonly arn: string; readonly kmsKeyArn: string };
  readonly destination: LakeDestination;
  readonly logGroupArn: string;
}

/** What Firehose needs for a delivery to S3 (docs.aws.amazon.com/firehose/latest/dev/controlling-access.html). */
export function deliveryPermissions(
  { region }: SiteLocation,
  { stream, destination: { data, errors, kmsKeyArn }, logGroupArn }: Delivery,
): PolicyStatement[] {
  return [
    ...readRecords("Records", { ...stream, region }),
    {
      sid: "FindBucket",
      actions: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
      resources: data.bucketArn,
    },
    {
      sid: "PutObjects",
      actions: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
      resources: [objectsOf(data), objectsOf(errors)],
    },
    useKey({ sid: "EncryptObjects", actions: keyActions.write, keyArns: kmsKeyArn, region, through: "s3" }),
    { sid: "LogErrors", actions: "logs:PutLogEvents", resources: `${logGroupArn}:log-stream:*` },
  ];
}
