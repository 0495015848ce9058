import type { ITerraformDependable } from "cdktf";
import type { SiteLocation } from "../../platform/site";
import { type LakePrefix, objectsOf } from "../catalog/lake-prefix";
import { keyActions, useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";
import { readRecords } from "./grants";
import { readTopic } from "./kafka-grants";

/** Where Firehose puts objects: two folders of one zone. */
export interface LakeDestination {
  readonly data: LakePrefix;
  /** Gets records that could not be delivered. Apart from the data: the ETL job reads all folders of it. */
  readonly errors: LakePrefix;
  /** Key of both. */
  readonly kmsKeyArn: string;
}

/** What a delivery reads: a Kinesis data stream, or a topic of the environment's brokers. */
export type DeliverySource =
  | { readonly engine: "kinesis"; readonly arn: string; readonly kmsKeyArn: string }
  | TopicSource;

/** A topic of the environment's brokers. */
export interface TopicSource {
  readonly engine: "kafka";
  readonly clusterArn: string;
  readonly topic: string;
  /** What has to be there before the topic is read. */
  readonly after: readonly ITerraformDependable[];
}

interface Delivery {
  readonly source: DeliverySource;
  readonly destination: LakeDestination;
  readonly logGroupArn: string;
}

/** What Firehose needs for a delivery to S3 (docs.aws.amazon.com/firehose/latest/dev/controlling-access.html). */
export function deliveryPermissions(
  site: SiteLocation,
  { source, destination: { data, errors, kmsKeyArn }, logGroupArn }: Delivery,
): PolicyStatement[] {
  const { region } = site;
  return [
    ...(source.engine === "kinesis"
      ? readRecords("Records", { ...source, region })
      : readTopic("Records", site, source.topic)),
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
