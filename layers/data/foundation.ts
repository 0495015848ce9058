import type { ContractValues } from "../../platform/contract";
import type { Foundation, Upstream } from "../../platform/foundation";
import type { networkOutputs } from "../network/outputs";
import type { securityOutputs } from "../security/outputs";
import type { DataEnvironment } from "./config";
import type { dataOutputs } from "./outputs";

/** The environment that is recovered here, with what its layers publish. */
export interface DataUpstream extends Upstream<DataEnvironment> {
  readonly security: ContractValues<typeof securityOutputs>;
  readonly data: ContractValues<typeof dataOutputs>;
}

/** What every part of the data layer builds on. */
export interface DataFoundation extends Foundation<DataEnvironment, DataUpstream> {
  readonly security: ContractValues<typeof securityOutputs>;
  readonly network: ContractValues<typeof networkOutputs>;
  /** Subnets of the data tier, in the order of the environment's zones. */
  readonly subnetIds: readonly string[];
}
