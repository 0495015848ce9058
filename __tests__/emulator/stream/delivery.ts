import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import { DescribeDeliveryStreamCommand, FirehoseClient } from "@aws-sdk/client-firehose";
import { PutObjectCommand, S3Client } from "@aws-sdk/client-s3";

/**
 * Does what Firehose does with the records of a stream, as the delivery stream in the emulator is configured: it appends
 * delimiters, compresses, fills in the prefix and names the object. The emulator keeps that configuration and does none of
 * it: it reads no stream, and writes what it is sent as it is, below the prefix as it is written. So permissions,
 * buffering and the retries of Firehose are not tested here.
 * @returns key of the object
 */
export async function deliver(deliveryStream: string, records: readonly Uint8Array[], at: Date): Promise<string> {
  const description = new DescribeDeliveryStreamCommand({ DeliveryStreamName: deliveryStream });
  const { DeliveryStreamDescription: stream } = await new FirehoseClient().send(description);
  const destination = stream?.Destinations?.[0]?.ExtendedS3DestinationDescription;
  const { Prefix = "", FileExtension = "", CompressionFormat, ProcessingConfiguration } = destination ?? {};
  const appends = ProcessingConfiguration?.Processors?.some(({ Type }) => Type === "AppendDelimiterToRecord");
  const body = Buffer.concat(records.flatMap((record) => (appends ? [record, Buffer.from("\n")] : [record])));
  const key = `${filledIn(Prefix, at)}${deliveryStream}-${stream?.VersionId}-${randomUUID()}${FileExtension}`;
  await new S3Client({ forcePathStyle: true }).send(
    new PutObjectCommand({
      Bucket: destination?.BucketARN?.split(":").at(-1),
      Key: key,
      Body: CompressionFormat === "GZIP" ? gzipSync(body) : body,
    }),
  );
  return key;
}

/** A prefix with the time of arrival. @throws where it has an expression that no test has needed */
function filledIn(prefix: string, at: Date): string {
  return prefix.replace(/!\{(.*?)\}/g, (_, expression: string) => {
    if (expression !== "timestamp:yyyy-MM-dd") throw new Error(`What does Firehose make of ${expression}?`);
    return at.toISOString().slice(0, 10);
  });
}
