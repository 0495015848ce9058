import type { Offer } from "../../platform/references";

/** What other sections may refer to in the `presentation` section. */
export const presentationOffers: readonly Offer[] = [];
