import type { Offer } from "../../platform/references";

/** What other sections may use of the `security` section. Generated secrets are read-only. */
export const securityOffers: readonly Offer[] = [
  { kind: "secrets", names: { keysOf: ["security", "secrets", "generated"] }, levels: ["read"] },
];
