import { errorAt, keyErrorAt } from "../../environments/loader/merged-environment";
import { eachNamed, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { recordKeyOf } from "../../platform/record";
import type { AiEnvironment } from "./config";
import { type FeaturesRecord, kindsOf, recordedFeatures } from "./features-record";

/**
 * Features are added to a group, and never removed or retyped: AWS does neither, and the table of the history would no
 * longer say what the files hold. Groups that go as a whole are the business of plans.
 * @param recorded the record. @default that of the repository, read once it is asked for
 */
export function featuresStay(recorded: () => FeaturesRecord = recordedFeatures): Rule<AiEnvironment> {
  return eachNamed((candidate, named) => {
    const groups = recorded()[recordKeyOf(named)] ?? {};
    return entriesOf(candidate.settings.ai?.features).flatMap(([group, config]) => {
      const path = ["ai", "features", group];
      const now = kindsOf(config);
      return Object.entries(groups[group] ?? {}).flatMap(([name, kind]) => {
        if (now[name] === kind) return [];
        const allowed = `${name} as ${kind}, which the group has: AWS removes and retypes no feature`;
        const fix = "Put it back, or make a new group.";
        if (kind === "record id") return [errorAt(candidate, [...path, "recordId"], { allowed, fix })];
        if (kind === "event time") return [errorAt(candidate, [...path, "eventTime"], { allowed, fix })];
        return [
          name in (config.features ?? {})
            ? errorAt(candidate, [...path, "features", name, "type"], { allowed, fix })
            : keyErrorAt(candidate, [...path, "features"], { allowed, fix }),
        ];
      });
    });
  });
}
