import type { Contract } from "../platform/contract";
import { dataOutputs } from "./data/outputs";
import { networkOutputs } from "./network/outputs";
import { securityOutputs } from "./security/outputs";

/** The contract of every layer that publishes one, by layer. */
export const contracts: Readonly<Record<string, Contract>> = Object.fromEntries(
  [securityOutputs, networkOutputs, dataOutputs].map((contract) => [contract.layer, contract]),
);
