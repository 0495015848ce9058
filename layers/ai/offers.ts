import type { Offer } from "../../platform/references";

/** What other sections may use of the `ai` section. */
export const aiOffers: readonly Offer[] = [{ kind: "streams", names: { keysOf: ["ai", "streams"] }, levels: ["send"] }];
