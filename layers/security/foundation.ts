import type { ContractValues } from "../../platform/contract";
import type { Foundation, Upstream } from "../../platform/foundation";
import type { SiteLocation } from "../../platform/site";
import type { SecurityEnvironment } from "./config";
import type { PlannedPolicies } from "./identity/planned-policy";
import type { Scope } from "./identity/scope";
import type { Keys } from "./keys";
import type { securityOutputs } from "./outputs";

/** The environment that is recovered here, with what its security layer publishes. */
export interface SecurityUpstream extends Upstream<SecurityEnvironment> {
  readonly security: ContractValues<typeof securityOutputs>;
}

/** What keys and the boundary build on. They complete the site, which needs both. */
export type SecurityGround = Foundation<SecurityEnvironment, SecurityUpstream, SiteLocation>;

/** What every other part of the security layer builds on. */
export interface SecurityFoundation extends Foundation<SecurityEnvironment, SecurityUpstream> {
  readonly keys: Keys;
  /** Names of all layers. The state of each is a workspace in HCP Terraform. */
  readonly layers: readonly string[];
}

/** What the roles of people and of the pipeline build on. */
export interface IdentityFoundation extends SecurityFoundation {
  /** Where the roles act. */
  readonly scope: Scope;
  /** Builds managed policies, each once, and gives back their ARNs by the ids of their attachments. */
  readonly buildPolicies: (policies: PlannedPolicies) => Readonly<Record<string, string>>;
}
