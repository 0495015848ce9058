import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { UserError } from "../../platform/errors";
import type { Block } from "../../synthesized/stack";

/** Arguments of an s3 backend with which its state is an object that one call reads. */
const plain = new Set([
  "bucket",
  "key",
  "region",
  "encrypt",
  "kms_key_id",
  "use_lockfile",
  "use_path_style",
  "skip_credentials_validation",
  "skip_metadata_api_check",
  "skip_region_validation",
  "skip_requesting_account_id",
]);

/** Whether the state of an s3 backend can be read without Terraform: with no role to assume and no custom endpoint. */
export function isPlainS3(config: Block): boolean {
  return Object.keys(config).every((name) => plain.has(name));
}

/**
 * The text of a state in S3 or of what lies next to it, with the credentials that Terraform would use; undefined where
 * there is no such object or bucket.
 * @param config arguments of an s3 backend
 * @param env variables on top of those of this process, as Terraform gets them
 * @throws UserError when S3 answers with an error, or cannot be reached
 */
export async function readS3Object(config: Block, env: Variables = {}): Promise<string | undefined> {
  return withClient(config, env, async (client, place) => {
    try {
      const { Body } = await client.send(new GetObjectCommand(place));
      return (await Body?.transformToString()) ?? "";
    } catch (error) {
      if (["NoSuchKey", "NoSuchBucket"].includes((error as Error).name)) return undefined;
      throw error;
    }
  });
}

/** Writes an object as Terraform writes a state: with the same encryption. @throws UserError as reading does */
export async function writeS3Object(config: Block, text: string, env: Variables = {}): Promise<void> {
  const { encrypt, kms_key_id: key } = config;
  await withClient(config, env, (client, place) =>
    client.send(
      new PutObjectCommand({
        ...place,
        Body: text,
        ContentType: "application/json",
        ...(encrypt === true &&
          (key === undefined
            ? { ServerSideEncryption: "AES256" }
            : { ServerSideEncryption: "aws:kms", SSEKMSKeyId: String(key) })),
      }),
    ),
  );
}

type Variables = Readonly<Record<string, string>>;

async function withClient<T>(
  { bucket, key, region, use_path_style }: Block,
  env: Variables,
  work: (client: S3Client, place: { readonly Bucket: string; readonly Key: string }) => Promise<T>,
): Promise<T> {
  const variables: Readonly<Record<string, string | undefined>> = { ...process.env, ...env };
  const endpoint = variables.AWS_ENDPOINT_URL_S3 ?? variables.AWS_ENDPOINT_URL;
  const client = new S3Client({
    region: String(region),
    forcePathStyle: use_path_style === true,
    ...(endpoint !== undefined && { endpoint }),
    ...(env.AWS_ACCESS_KEY_ID !== undefined && {
      credentials: { accessKeyId: env.AWS_ACCESS_KEY_ID, secretAccessKey: env.AWS_SECRET_ACCESS_KEY ?? "" },
    }),
  });
  try {
    return await work(client, { Bucket: String(bucket), Key: String(key) });
  } catch (error) {
    const { name, message } = error as Error;
    throw new UserError(`s3://${String(bucket)}/${String(key)}: ${message || name}`);
  } finally {
    client.destroy();
  }
}
