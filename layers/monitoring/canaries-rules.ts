import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import type { MonitoringEnvironment } from "./config";

/** CloudWatch Synthetics refuses a run that may last until the next. */
const runsEnd: Rule<MonitoringEnvironment> = each((candidate) => {
  const { everyMinutes, timeoutSeconds } = candidate.settings.monitoring?.canaries ?? {};
  if (everyMinutes === undefined || timeoutSeconds === undefined || timeoutSeconds < everyMinutes * 60) return [];
  return [
    errorAt(candidate, ["monitoring", "canaries", "timeoutSeconds"], {
      allowed: `less than ${everyMinutes * 60} seconds`,
      why: `a canary runs every ${everyMinutes} minutes, and a run has to end before the next`,
      fix: "Lower it, or raise everyMinutes.",
    }),
  ];
});

/** Minutes of the period of their alarm: it counts the runs of an hour. */
const alarmMinutes = 60;

/** An hour with a run more than another would weigh them differently. */
const runsFillTheAlarm: Rule<MonitoringEnvironment> = each((candidate) => {
  const { everyMinutes } = candidate.settings.monitoring?.canaries ?? {};
  if (everyMinutes === undefined || alarmMinutes % everyMinutes === 0) return [];
  return [
    errorAt(candidate, ["monitoring", "canaries", "everyMinutes"], {
      allowed: `a number that divides ${alarmMinutes}, as 5, 10 or 15`,
      why: `the alarm on canaries looks at periods of ${alarmMinutes} minutes`,
      fix: "Change it.",
    }),
  ];
});

export const canariesRules: readonly Rule<MonitoringEnvironment>[] = [runsEnd, runsFillTheAlarm];
