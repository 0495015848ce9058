import type { SiteLocation } from "../../platform/site";

/** What the boundary says of AWS services, by their prefixes and by actions such as "kms:PutKeyPolicy". */
export interface BoundaryServices {
  /** Prefixes of services that roles may use at all. */
  readonly allowed: readonly string[];
  /** Prefixes of services that have no regions, or answer from us-east-1 wherever the caller is. */
  readonly global: readonly string[];
  /** Actions that no role ever takes. */
  readonly never: readonly string[];
  /** Deletions that lose data. */
  readonly loses: readonly string[];
}

export interface PermissionsBoundaryProps {
  /** Location of the environment that the boundary is named after. */
  readonly site: SiteLocation;
  /** Regions the platform works in; everything regional elsewhere is denied. */
  readonly regions: readonly string[];
  readonly services: BoundaryServices;
  /**
   * What the names of the platform's own resources in the account begin with, as in "strata-dev". Roles that begin
   * otherwise, or have a path, are out of reach.
   */
  readonly namePrefixes: readonly string[];
  /** ARNs of buckets and of all their objects, as patterns: written to by services, and never changed. */
  readonly archives: readonly string[];
  /** ARNs of log groups of the trail, as patterns. */
  readonly trailLogs: readonly string[];
  /**
   * Required value of the session tag `break-glass` to delete a database, bucket, key or vault.
   * @default such deletions are left to the identity policies
   */
  readonly breakGlass?: string;
}

/** Name of a site's boundary. */
export function boundaryName({ names }: SiteLocation): string {
  return names.of("iam-policy", "boundary");
}

/** ARN of a site's boundary, spelled out: the policy cannot refer to itself, nor others to it before it is built. */
export function boundaryArn(site: SiteLocation): string {
  return `arn:aws:iam::${site.account}:policy/${boundaryName(site)}`;
}
