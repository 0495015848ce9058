import { availabilityRules } from "./availability";
import { identityRules } from "./identity";
import { networkRules } from "./networks";
import { promotionRules } from "./promotion";
import { recoveryRules } from "./recovery";
import { retentionRules } from "./retention";
import type { Rule } from "./rule";
import { singletonRules } from "./singletons";
import { tierFloorRules } from "./tier-floors";

/** Every rule beyond the schema, in the order in which a reader meets the values. */
export const rules: readonly Rule[] = [
  ...identityRules,
  ...availabilityRules,
  ...retentionRules,
  ...tierFloorRules,
  ...networkRules,
  ...singletonRules,
  ...promotionRules,
  ...recoveryRules,
];
