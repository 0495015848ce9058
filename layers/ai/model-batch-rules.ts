import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { mostStartsInMonth, scheduleMistake } from "../../modules/catalog/glue-schedule";
import type { AiEnvironment } from "./config";

const section = ["ai", "models"];

/** Runs end at their longest: so much, so often, is the most that a month can cost. */
const withinItsCap: Rule<AiEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.ai?.models).flatMap(([name, { batch }]) => {
    const { schedule, maxMinutes, usdPerHour, usdPerMonth } = batch ?? {};
    if (schedule === undefined || maxMinutes === undefined) return [];
    if (usdPerHour === undefined || usdPerMonth === undefined || scheduleMistake(schedule)) return [];
    const runs = mostStartsInMonth(schedule);
    const most = Math.ceil(((runs * maxMinutes) / 60) * usdPerHour * 100) / 100;
    if (most <= usdPerMonth) return [];
    const allowed = `at least ${most}, what ${runs} runs of ${maxMinutes} minutes cost at ${usdPerHour} an hour`;
    const fix = "Raise it, run less often, or lower maxMinutes.";
    return [errorAt(candidate, [...section, name, "batch", "usdPerMonth"], { allowed, fix })];
  }),
);

/** What must hold for predictions in batches. */
export const modelBatchRules: readonly Rule<AiEnvironment>[] = [withinItsCap];
