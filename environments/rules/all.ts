import { layers } from "../../layers/layers";
import { adoptedRules } from "./adopted";
import { announcedEventRules } from "./announced-events";
import { availabilityRules } from "./availability";
import { databaseUserRules } from "./database-users";
import { expressionRules } from "./expressions";
import { identityRules } from "./identity";
import { isolationRules } from "./isolation";
import { knowledgeBaseRules } from "./knowledge-bases";
import { minimumRules } from "./minimums";
import { networkRules } from "./networks";
import { promotionRules } from "./promotion";
import { recoveryRules } from "./recovery";
import { recoveryObjectiveRules } from "./recovery-objectives";
import { referenceRules } from "./references";
import type { Rule } from "./rule";
import { singletonRules } from "./singletons";
import { stateRules } from "./state";
import { tagRules } from "./tags";

/** Every rule beyond the schema, in the order in which a reader meets the values. */
export const rules: readonly Rule[] = [
  ...expressionRules,
  ...identityRules,
  ...isolationRules,
  ...stateRules,
  ...adoptedRules,
  ...tagRules,
  ...availabilityRules,
  ...Object.values(layers).flatMap<Rule>((layer) => layer.rules),
  ...minimumRules,
  ...networkRules,
  ...referenceRules,
  ...announcedEventRules,
  ...databaseUserRules,
  ...knowledgeBaseRules,
  ...singletonRules,
  ...promotionRules,
  ...recoveryRules,
  ...recoveryObjectiveRules,
];
