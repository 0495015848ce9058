import type { ContractValues } from "../../platform/contract";
import type { Foundation, Upstream } from "../../platform/foundation";
import type { applicationOutputs } from "../application/outputs";
import type { networkOutputs } from "../network/outputs";
import type { securityOutputs } from "../security/outputs";
import type { PresentationEnvironment } from "./config";
import type { presentationOutputs } from "./outputs";

/** Where everything global is set up: CloudFront, its certificates, its web ACL, and what logs of public zones go to. */
export const edgeRegion = "us-east-1";

/** The environment that is recovered here, with what its presentation layer publishes. */
export type PresentationUpstream = Upstream<PresentationEnvironment> & {
  readonly presentation: ContractValues<typeof presentationOutputs>;
};

/** What every part of the presentation layer builds on. */
export interface PresentationFoundation extends Foundation<PresentationEnvironment, PresentationUpstream> {
  readonly security: ContractValues<typeof securityOutputs>;
  readonly network: ContractValues<typeof networkOutputs>;
  readonly application: ContractValues<typeof applicationOutputs>;
}
