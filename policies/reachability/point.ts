import type { Group, Subnet } from "./network";

/** One address of an end, which represents all those that no rule and no route distinguishes from it. */
export interface Point {
  readonly address: bigint;
  /** Where it is; none for addresses outside. */
  readonly subnet?: Subnet;
  readonly groups: readonly Group[];
  /** Prefix list of AWS that the address is on. */
  readonly prefixList?: string;
  /** Whether a gateway endpoint leads there, and not a gateway to the internet. */
  readonly isService?: boolean;
}
