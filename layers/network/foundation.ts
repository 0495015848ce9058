import type { SegmentedVpc } from "../../modules/network/segmented-vpc";
import type { ContractValues } from "../../platform/contract";
import type { Foundation } from "../../platform/foundation";
import type { securityOutputs } from "../security/outputs";
import type { NetworkEnvironment } from "./config";

/** What every part of the network layer builds on. */
export interface NetworkFoundation extends Foundation<NetworkEnvironment> {
  readonly security: ContractValues<typeof securityOutputs>;
  readonly vpc: SegmentedVpc;
}
