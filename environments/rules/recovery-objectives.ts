import { dataClasses } from "../../platform/recovery";
import { achievedRecovery } from "../achieved-recovery";
import { faultAt, placeBetween } from "../draft";
import type { Fault } from "../faults";
import { valueAt } from "../values";
import { each, type Rule } from "./rule";

/** An objective is a promise to those who use the data: the settings have to keep it. */
const objectivesAreMet: Rule = each((candidate) => {
  const { strategy, objectives } = candidate.settings.recovery ?? {};
  if (strategy === undefined || !objectives) return [];
  return dataClasses.flatMap((data): Fault[] => {
    const path = ["recovery", "objectives", data];
    const objective = objectives[data];
    const achieved = achievedRecovery(candidate.settings, data);
    if (!objective) {
      // One of a wrong type is a fault of its own, and a cache fills itself again.
      const isMissing = valueAt(candidate.merged.value, path) === undefined;
      if (!isMissing || !achieved || data === "cache") return [];
      const allowed = `rpoMinutes and rtoMinutes: with strategy ${strategy} a copy of it is kept`;
      return [faultAt(candidate, path, { allowed, fix: `Add ${path.join(".")}.` })];
    }
    if (!achieved) {
      const allowed = `no objective: with strategy ${strategy} nothing keeps a copy of it in the recovery region`;
      return [faultAt(candidate, path, { allowed, fix: "Choose another strategy, or give the objective up." })];
    }
    return (["rpoMinutes", "rtoMinutes"] as const).flatMap((what) => {
      const asked = objective[what];
      if (asked === undefined || asked >= achieved[what]) return [];
      const allowed = `${achieved.means} achieves ${achieved[what]} (strategy ${strategy})`;
      const fix = `Set it to ${achieved[what]} or more, or choose another strategy.`;
      return [faultAt(candidate, [...path, what], { allowed, fix })];
    });
  });
});

/** Data that was spoilt is found out later than data that was lost: backups have to reach back as far as the RPO. */
const backupsReachBack: Rule = each((candidate) => {
  const { data, recovery } = candidate.settings;
  const backupDays = data?.relational?.backupDays;
  const rpoMinutes = recovery?.objectives?.relational?.rpoMinutes;
  if (backupDays === undefined || rpoMinutes === undefined || backupDays * 24 * 60 >= rpoMinutes) return [];
  const least = Math.ceil(rpoMinutes / (24 * 60));
  const objective = ["recovery", "objectives", "relational", "rpoMinutes"];
  const allowed = `backups reach back as far as the recovery point objective does (${rpoMinutes} minutes)`;
  const path = ["data", "relational", "backupDays"];
  const fix = `Set it to ${least} or more, or lower ${objective.join(".")}.`;
  return [faultAt(candidate, path, { place: placeBetween(candidate, path, objective), allowed, fix })];
});

export const recoveryObjectiveRules: readonly Rule[] = [objectivesAreMet, backupsReachBack];
