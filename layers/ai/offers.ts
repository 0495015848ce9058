import type { Offer } from "../../platform/references";

/** What other sections may use of the `ai` section. */
export const aiOffers: readonly Offer[] = [];
