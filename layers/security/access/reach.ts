/** An environment in its region. */
export interface EnvironmentInRegion {
  readonly environment: string;
  readonly region: string;
  /** Environment that it recovers: replicas of tables and secrets keep the names they have there. */
  readonly recovers?: string;
}

/** Where the roles of an environment act: at home, and where the environment is recovered within the same account. */
export interface Reach {
  readonly organization: string;
  readonly account: string;
  readonly sites: readonly EnvironmentInRegion[];
}

/** Regions of a reach, each once. */
export function regionsOf({ sites }: Reach): string[] {
  return [...new Set(sites.map(({ region }) => region))];
}

/**
 * A pattern with the names, account and region of each site filled in; none where no site has what it asks for.
 * `{name}` is `<organization>-<environment>`, as in strata-dev; `{primary}` the same of the environment that is
 * recovered.
 */
export function fill(pattern: string, { organization, account, sites }: Reach): string[] {
  const concerned = sites.filter(({ recovers }) => recovers !== undefined || !pattern.includes("{primary}"));
  const filled = concerned.map(({ environment, region, recovers }) =>
    pattern
      .replaceAll("{name}", `${organization}-${environment}`)
      .replaceAll("{primary}", `${organization}-${recovers}`)
      .replaceAll("{organization}", organization)
      .replaceAll("{environment}", environment)
      .replaceAll("{account}", account)
      .replaceAll("{region}", region),
  );
  return [...new Set(filled)];
}
