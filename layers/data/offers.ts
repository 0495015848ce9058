import type { Offer } from "../../platform/references";

const levels = ["read", "write"];

/** What other sections may use of the `data` section. */
export const dataOffers: readonly Offer[] = [
  { kind: "tables", names: { keysOf: ["data", "tables"] }, levels },
  { kind: "zones", names: { keysOf: ["data", "lake", "zones"] }, levels },
  { kind: "database", names: ["main"], levels },
  { kind: "cache", names: ["main"], levels },
];
