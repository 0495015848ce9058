import type { Offer } from "../../platform/references";

/** What other sections may use of the `ai` section. */
export const aiOffers: readonly Offer[] = [
  { kind: "models", names: { keysOf: ["ai", "models"] }, levels: ["invoke"] },
  { kind: "features", names: { keysOf: ["ai", "features"] }, levels: ["read", "write"] },
  { kind: "streams", names: { keysOf: ["ai", "streams"] }, levels: ["send"] },
  // Applications that send events.
  { kind: "applications", names: { keysOf: ["ai", "applications"] }, levels: [] },
  // Functions like those of the application layer, which finds them by their names. Their callers have them by `uses` only.
  { kind: "functions", names: { keysOf: ["ai", "applications"] }, levels: ["invoke"], onlyUsed: true },
];
