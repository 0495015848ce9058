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

/** Requests between pods are counted nowhere. */
const requestsAreCounted: Rule<MonitoringEnvironment> = each((candidate) => {
  const { monitoring, ai } = candidate.settings;
  return entriesOf(monitoring?.slos).flatMap(([slo, objective]) => {
    if (typeof objective?.of !== "string") return [];
    const { kind, name } = partsOf(objective.of);
    if (kind !== "models" || ai?.models?.[name]?.serving?.on !== "eks") return [];
    return [
      errorAt(candidate, ["monitoring", "slos", slo, "of"], {
        allowed: "what has metrics of its requests",
        why: "CloudWatch has none of a model on EKS",
        fix: "Name the service that asks the model, or set serving.on of the model to sagemaker.",
      }),
    ];
  });
});

export const slosRules: readonly Rule<MonitoringEnvironment>[] = [latencyIsMeasured, requestsAreCounted];
