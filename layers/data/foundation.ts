import type { ContractValues } from "../../platform/contract";
import type { Names } from "../../platform/names";
import type { RecoveryStrategy } from "../../platform/recovery";
import type { networkOutputs } from "../network/outputs";
import type { securityOutputs } from "../security/outputs";
import type { DataEnvironment } from "./config";
import type { dataOutputs } from "./outputs";

/** The environment that is recovered here: its settings, and what its layers publish. */
export interface Upstream {
  readonly environment: DataEnvironment;
  /** What stands here while the primary works. */
  readonly strategy: RecoveryStrategy;
  readonly security: ContractValues<typeof securityOutputs>;
  readonly data: ContractValues<typeof dataOutputs>;
}

/** What every part of the data layer stands on. */
export interface Foundation {
  readonly names: Names;
  readonly security: ContractValues<typeof securityOutputs>;
  readonly network: ContractValues<typeof networkOutputs>;
  /** Subnets of the data tier, in the order of the environment's zones. */
  readonly subnetIds: readonly string[];
  /** @default the environment recovers no other */
  readonly upstream?: Upstream;
  /** Key and retention of log groups. */
  readonly logs: { readonly kmsKeyArn: string; readonly retentionDays: number };
  /** Value of the tag `backup` on everything that holds data. */
  readonly backupPlan: string;
}
