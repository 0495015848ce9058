import { Fn } from "cdktf";
import type { JobNetwork } from "../../modules/models/job-network";
import type { ContractValues } from "../../platform/contract";
import type { Foundation } from "../../platform/foundation";
import type { applicationOutputs } from "../application/outputs";
import type { dataOutputs } from "../data/outputs";
import type { networkOutputs } from "../network/outputs";
import type { securityOutputs } from "../security/outputs";
import type { AiEnvironment } from "./config";

/** What every part of the ai layer builds on. */
export interface AiFoundation extends Foundation<AiEnvironment> {
  readonly security: ContractValues<typeof securityOutputs>;
  readonly network: ContractValues<typeof networkOutputs>;
  readonly data: ContractValues<typeof dataOutputs>;
  readonly application: ContractValues<typeof applicationOutputs>;
}

/** Where the jobs and endpoints of the layer work: in the subnets of the ai tier, which have no route to the internet. */
export function jobNetworkOf({ environment, network }: AiFoundation): JobNetwork {
  return {
    vpcId: network.vpcId,
    // One per zone, each by itself: they are part of JSON that only strings fit into.
    subnetIds: environment.zones.map((_, index) => Fn.element(network.aiSubnetIds, index)),
    securityGroupId: network.aiSecurityGroupId,
    subnetTags: { environment: environment.name, "subnet-tier": "ai" },
  };
}
