/** An environment as the cases see it: the literal names its resources will bear. */
export interface Site {
  readonly environment: string;
  readonly account: string;
  readonly region: string;
  /** Environment whose roles act here. */
  readonly owner: string;
  /** First part of all names. */
  readonly name: string;
}

const site = (environment: string, account: string, region: string, owner = environment): Site => ({
  environment,
  account,
  region,
  owner,
  name: `strata-${environment}`,
});

export const sites: readonly Site[] = [
  site("dev", "111122223333", "us-east-1"),
  site("stage", "444455556666", "us-east-1"),
  site("prod", "777788889999", "us-east-1"),
  site("dr", "777788889999", "us-west-2", "prod"),
];

/** ARN of something of the site, in its region and account. */
export function arn({ account, region }: Site, service: string, resource: string): string {
  return `arn:aws:${service}:${region}:${account}:${resource}`;
}

/** ARN of something of the site's account in IAM. */
export function iam({ account }: Site, resource: string): string {
  return `arn:aws:iam::${account}:${resource}`;
}

/** ARN of a bucket of the site, or of an object in it. */
export function s3({ name, account, region }: Site, purpose: string, object?: string): string {
  return `arn:aws:s3:::${name}-${purpose}-${account}-${region}${object ? `/${object}` : ""}`;
}

/** ARN of the site's key for a class of data. */
export function key(place: Site, classification: string): string {
  return arn(place, "kms", `key/${place.owner === "prod" ? "mrk-" : ""}${classification}`);
}

/** Condition keys of a call to KMS that a service makes for its caller. */
export function through(service: string, { region }: Site): Record<string, string> {
  return { "kms:ViaService": `${service}.${region}.amazonaws.com` };
}
