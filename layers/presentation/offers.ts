import type { Offer } from "../../platform/references";

/** The static pages of an environment. */
export const staticPages = "main";

/** What other sections may refer to in the `presentation` section. */
export const presentationOffers: readonly Offer[] = [
  { kind: "site", names: [staticPages], levels: [] },
  { kind: "routes", names: { keysOf: ["presentation", "routes"] }, levels: [] },
];
