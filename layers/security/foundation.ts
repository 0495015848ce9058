import type { ContractValues } from "../../platform/contract";
import type { Foundation, Upstream } from "../../platform/foundation";
import type { SiteLocation } from "../../platform/site";
import type { SecurityEnvironment } from "./config";
import type { Keys } from "./keys";
import type { securityOutputs } from "./outputs";

/** The environment that is recovered here, with what its security layer publishes. */
export interface SecurityUpstream extends Upstream<SecurityEnvironment> {
  readonly security: ContractValues<typeof securityOutputs>;
}

/** What keys and identities build on. They complete the site: it needs the key of the logs and the boundary. */
export interface SecurityGround extends Foundation<SecurityEnvironment, SecurityUpstream, SiteLocation> {
  /** Names of all layers, whose states the pipeline keeps. */
  readonly layers: readonly string[];
}

/** What every other part of the security layer builds on. */
export interface SecurityFoundation extends Foundation<SecurityEnvironment, SecurityUpstream> {
  readonly keys: Keys;
}
