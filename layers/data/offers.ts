import type { Offer, Refusal } from "../../platform/references";

const levels = ["read", "write"];

/** As for people: only pipelines write model artifacts in production. */
const artifactsOfProduction: Refusal = {
  tier: "production",
  level: "write",
  of: { type: "artifacts" },
  why: "only pipelines of models and of delivery write what production runs, after an approval",
  fix: "Set it to read, or write to a zone of another type.",
};

/** What other sections may use of the `data` section. */
export const dataOffers: readonly Offer[] = [
  { kind: "tables", names: { keysOf: ["data", "tables"] }, levels },
  { kind: "zones", names: { keysOf: ["data", "lake", "zones"] }, levels, refused: [artifactsOfProduction] },
  { kind: "database", names: ["main"], levels },
  { kind: "cache", names: ["main"], levels },
];
