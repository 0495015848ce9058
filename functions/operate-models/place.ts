/** Bucket and key of an object. */
export function placeOf(uri: string): { readonly Bucket: string; readonly Key: string } {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+)$/.exec(uri) ?? [];
  if (!Bucket || !Key) throw new Error(`expected an object as in s3://bucket/key, got ${uri}`);
  return { Bucket, Key };
}
