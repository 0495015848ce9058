import { availabilityRules } from "./availability";
import { capacityRules } from "./capacity";
import { expressionRules } from "./expressions";
import { identityRules } from "./identity";
import { isolationRules } from "./isolation";
import { lakeRules } from "./lake";
import { networkRules } from "./networks";
import { promotionRules } from "./promotion";
import { recoveryRules } from "./recovery";
import { recoveryObjectiveRules } from "./recovery-objectives";
import { retentionRules } from "./retention";
import type { Rule } from "./rule";
import { secretRules } from "./secrets";
import { singletonRules } from "./singletons";
import { stateRules } from "./state";
import { tableRules } from "./tables";
import { tagRules } from "./tags";
import { tierFloorRules } from "./tier-floors";

/** Every rule beyond the schema, in the order in which a reader meets the values. */
export const rules: readonly Rule[] = [
  ...expressionRules,
  ...identityRules,
  ...isolationRules,
  ...stateRules,
  ...tagRules,
  ...secretRules,
  ...availabilityRules,
  ...capacityRules,
  ...tableRules,
  ...lakeRules,
  ...retentionRules,
  ...tierFloorRules,
  ...networkRules,
  ...singletonRules,
  ...promotionRules,
  ...recoveryRules,
  ...recoveryObjectiveRules,
];
