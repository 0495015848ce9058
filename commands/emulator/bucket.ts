import { UserError } from "../../platform/errors";

const namespace = 'xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';

/** Creates a versioned bucket for states in the emulator. Does nothing to one that is there. */
export async function ensureBucket(endpoint: string, bucket: string, region: string): Promise<void> {
  // The emulator does not check signatures; it takes the region from them.
  const scope = `testing/20200101/${region}/s3/aws4_request`;
  const headers = {
    authorization: `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`,
    "content-type": "application/xml",
  };
  const send = async (method: string, path: string, body?: string) => {
    const answer = await fetch(`${endpoint}/${path}`, { method, headers, ...(body !== undefined && { body }) });
    return { ok: answer.ok, text: `${answer.status} ${await answer.text()}` };
  };
  if ((await send("HEAD", bucket)).ok) return;

  const location = `<CreateBucketConfiguration ${namespace}><LocationConstraint>${region}</LocationConstraint></CreateBucketConfiguration>`;
  const versioning = `<VersioningConfiguration ${namespace}><Status>Enabled</Status></VersioningConfiguration>`;
  const created = await send("PUT", bucket, region === "us-east-1" ? undefined : location);
  const versioned = created.ok ? await send("PUT", `${bucket}?versioning`, versioning) : created;
  if (!versioned.ok) {
    throw new UserError(`The state bucket ${bucket} cannot be created at ${endpoint}: ${versioned.text.slice(0, 500)}`);
  }
}
