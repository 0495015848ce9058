import { boundaryArn, boundaryName } from "../../../modules/identity/boundary-props";
import { locationOf, type SiteLocation } from "../../../platform/site";
import { type Reach, regionsOf } from "../access/reach";
import type { SecurityEnvironment } from "../config";

/** Region of the edge's certificates, web ACLs and metrics, whichever region the platform is in. */
const edgeRegion = "us-east-1";

/** Where the roles of an environment act, and under which boundary. */
export interface Scope {
  /** Where people act, and what the boundary serves: all environments that share these roles. */
  readonly everywhere: Reach;
  /**
   * Where the pipeline acts: what recovers a primary sets up replication on both sides; a primary does not reach into
   * what recovers it.
   */
  readonly pipeline: Reach;
  /** Regions of all of these, and the edge's. */
  readonly regions: readonly string[];
  /** Where the boundary is from: an environment that recovers another takes the primary's. */
  readonly boundarySite: SiteLocation;
  readonly boundaryName: string;
  readonly boundaryArn: string;
}

export function scopeOf(environment: SecurityEnvironment): Scope {
  const { organization, account, name, region, primary, security } = environment;
  const home = { environment: name, region, recovers: primary?.name };
  const others = primary
    ? [{ environment: primary.name, region: primary.region }]
    : security.personas.alsoIn.map((site) => ({ ...site, recovers: name }));
  const everywhere = { organization, account, sites: [home, ...others] };
  const boundarySite = locationOf(primary ?? environment);
  return {
    everywhere,
    pipeline: primary ? everywhere : { ...everywhere, sites: [home] },
    regions: [...new Set([...regionsOf(everywhere), edgeRegion])],
    boundarySite,
    boundaryName: boundaryName(boundarySite),
    boundaryArn: boundaryArn(boundarySite),
  };
}
