import type { ContractValues } from "../../platform/contract";
import type { Foundation } from "../../platform/foundation";
import type { dataOutputs } from "../data/outputs";
import type { networkOutputs } from "../network/outputs";
import type { securityOutputs } from "../security/outputs";
import type { ApplicationEnvironment } from "./config";

/** What every part of the application layer builds on. */
export interface ApplicationFoundation extends Foundation<ApplicationEnvironment> {
  readonly security: ContractValues<typeof securityOutputs>;
  readonly network: ContractValues<typeof networkOutputs>;
  readonly data: ContractValues<typeof dataOutputs>;
}
