import { HeadObjectCommand, type S3Client } from "@aws-sdk/client-s3";
import { type Documents, versionOf } from "../shared/documents";
import type { Announce } from "./announcement";

/** An object that arrived, as Amazon S3 announces it on EventBridge. */
export interface Upload {
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  /** Time of the event in ISO 8601. */
  readonly time: string;
}

/** What recording an upload takes. */
export interface Recording {
  readonly documents: Documents;
  readonly objects: Pick<S3Client, "send">;
  readonly announce: Announce;
}

/**
 * The upload in a message of the queue (docs.aws.amazon.com/AmazonS3/latest/userguide/ev-events.html).
 * @throws Error when the message is not such an event
 */
export function uploadIn(message: string): Upload {
  const event = JSON.parse(message) as {
    readonly "detail-type"?: string;
    readonly time?: string;
    readonly detail?: {
      readonly bucket?: { readonly name?: string };
      readonly object?: { readonly key?: string; readonly "version-id"?: string };
    };
  };
  const { bucket, object } = event.detail ?? {};
  if (event["detail-type"] !== "Object Created" || !bucket?.name || !object?.key || !event.time) {
    throw new Error("expected an event of the type Object Created, with bucket, object and time");
  }
  // Buckets without versions send none.
  return { bucket: bucket.name, key: object.key, versionId: object["version-id"] ?? "", time: event.time };
}

/**
 * Notes in the table that the content of a document is there, then announces it. May run again for the same upload: the
 * table ends up the same, and subscribers get the announcement at least once.
 * @throws Error when no document waits for the object
 */
export async function recordUpload({ bucket, key, time }: Upload, recording: Recording): Promise<void> {
  const version = versionOf(key);
  if (!version) throw new Error(`expected a key like uploads/<document>/<version>, got ${key}`);
  const head = await recording.objects.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
  const document = await recording.documents.markStored(version.documentId, version.version, {
    contentType: head.ContentType ?? "application/octet-stream",
    sizeBytes: head.ContentLength ?? 0,
    storedAt: time,
  });
  await recording.announce("Document Stored", { ...document, bucket, key });
}
