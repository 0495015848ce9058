import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { partsOf } from "../../platform/references";
import type { MonitoringEnvironment } from "./config";

/** Nothing measures how long CloudFront takes for pages. */
const latencyIsMeasured: Rule<MonitoringEnvironment> = each((candidate) => {
  const { monitoring, presentation } = candidate.settings;
  return entriesOf(monitoring?.slos).flatMap(([slo, objective]) => {
    if (objective?.latency === undefined || typeof objective.of !== "string") return [];
    const { kind, name } = partsOf(objective.of);
    const to = kind === "routes" ? presentation?.routes?.[name]?.to : undefined;
    if (!to?.startsWith("site.")) return [];
    return [
      errorAt(candidate, ["monitoring", "slos", slo, "latency"], {
        allowed: "no latency for a route to pages",
        why: "CloudWatch has no metric of how long they take",
        fix: "Remove it, and keep availabilityPercent.",
      }),
    ];
  });
});

export const slosRules: readonly Rule<MonitoringEnvironment>[] = [latencyIsMeasured];
