import { Names } from "../../../platform/names";
import { type Reach, regionsOf } from "../access/reach";
import type { SecurityEnvironment } from "../config";

/** Region that the edge's certificates, web ACLs and metrics live in, wherever the platform stands. */
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
  const boundaryName = new Names(primary ?? environment).of("iam-policy", "boundary");
  return {
    everywhere,
    pipeline: primary ? everywhere : { ...everywhere, sites: [home] },
    regions: [...new Set([...regionsOf(everywhere), edgeRegion])],
    boundaryName,
    boundaryArn: `arn:aws:iam::${account}:policy/${boundaryName}`,
  };
}
