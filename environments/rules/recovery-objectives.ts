import { dataClasses } from "../../platform/recovery";
import { achievedRecovery } from "../achieved-recovery";
import type { FileError } from "../loader/errors";
import { errorAt } from "../loader/merged-environment";
import { each } from "../loader/rule";
import { valueAt } from "../loader/values";
import type { Rule } from "./rule";

/** An objective is a promise to those who use the data: the settings have to keep it. */
const objectivesAreMet: Rule = each((candidate) => {
  const { strategy, objectives } = candidate.settings.recovery ?? {};
  if (strategy === undefined || !objectives) return [];
  return dataClasses.flatMap((data): FileError[] => {
    const path = ["recovery", "objectives", data];
    const objective = objectives[data];
    const achieved = achievedRecovery(candidate.settings, data);
    if (!objective) {
      // A wrong type is a separate error, and a cache fills itself again.
      const isMissing = valueAt(candidate.merged.value, path) === undefined;
      if (!isMissing || !achieved || data === "cache") return [];
      const allowed = `rpoMinutes and rtoMinutes with strategy ${strategy}`;
      return [errorAt(candidate, path, { allowed, fix: `Add ${path.join(".")}.` })];
    }
    if (!achieved) {
      const allowed = `no objective with strategy ${strategy}, which keeps no copy in the recovery region`;
      return [errorAt(candidate, path, { allowed, fix: "Choose another strategy, or remove the objective." })];
    }
    return (["rpoMinutes", "rtoMinutes"] as const).flatMap((what) => {
      const asked = objective[what];
      if (asked === undefined || asked >= achieved[what]) return [];
      const allowed = `at least ${achieved[what]}, which ${achieved.means} achieves (strategy ${strategy})`;
      const fix = `Set it to ${achieved[what]} or more, or choose another strategy.`;
      return [errorAt(candidate, [...path, what], { allowed, fix })];
    });
  });
});

export const recoveryObjectiveRules: readonly Rule[] = [objectivesAreMet];
