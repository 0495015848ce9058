export interface PermissionsBoundaryProps {
  /** Name of the policy, at most 128 characters. */
  readonly name: string;
  /** Account the boundary stands in, 12 digits. */
  readonly account: string;
  /** Regions the platform works in; everything regional elsewhere is denied. */
  readonly regions: readonly string[];
  /**
   * What the names of the platform's own resources in the account begin with, as in "strata-dev". Roles and policies
   * that begin otherwise, or have a path, are out of reach.
   */
  readonly namePrefixes: readonly string[];
  /**
   * Value of the session tag `break-glass` without which nobody deletes a database, bucket, key or vault.
   * @default such deletions are left to the identity policies
   */
  readonly breakGlass?: string;
}
