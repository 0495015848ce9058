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

export const canariesRules: readonly Rule<MonitoringEnvironment>[] = [runsEnd];
