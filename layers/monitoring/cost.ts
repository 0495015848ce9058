import { CeCostAllocationTag } from "@cdktf/provider-aws/lib/ce-cost-allocation-tag";
import { AnomalyMonitor } from "../../modules/cost/anomaly-monitor";
import { Budget } from "../../modules/cost/budget";
import type { LayerStack } from "../../platform/layer-stack";
import type { MonitoringEnvironment } from "./config";
import type { NotifyingFoundation } from "./foundation";

/** Region that services without regions answer from. */
const global = "us-east-1";

/** Cost allocation tags. */
const allocationTags = ["application", "cost-center", "environment", "layer", "owner"] as const;

/** Days of the longest month: budgets of applications are for a day. */
const longestMonth = 31;

/** Budgets of the environment, of its layers and of applications of language models, costs that are not usual, and the tags that both go by. */
export function buildCost(stack: LayerStack<MonitoringEnvironment>, foundation: NotifyingFoundation): void {
  const { site, environment, topicArns } = foundation;
  const { cost } = environment.monitoring;
  const { monthlyUsd, byLayerUsd, anomalyUsd, activateTags, watchServices = environment.owns.account } = cost;
  const provider = stack.providerFor(global);
  const topicArn = topicArns.ticket;
  if (activateTags && environment.owns.account) {
    for (const tagKey of allocationTags) {
      new CeCostAllocationTag(stack, `cost-by-${tagKey}`, { tagKey, status: "Active", provider });
    }
  }
  const ofEnvironment = { key: "environment", value: environment.name };
  new Budget(stack, "budget", { site, purpose: "environment", monthlyUsd, tag: ofEnvironment, topicArn, provider });
  for (const [layer, usd] of Object.entries(byLayerUsd)) {
    const tag = { key: "layer", value: layer };
    new Budget(stack, `budget-${layer}`, { site, purpose: `layer-${layer}`, monthlyUsd: usd, tag, topicArn, provider });
  }
  // What applications ask models for carries their tag, by the profiles that they call them through.
  for (const [name, { budget }] of Object.entries(environment.ai.applications)) {
    const monthly = longestMonth * budget.usdPerDay;
    const tag = { key: "application", value: name };
    new Budget(stack, `budget-of-${name}`, {
      site,
      purpose: `application-${name}`,
      monthlyUsd: monthly,
      tag,
      topicArn,
      provider,
    });
  }
  const watch = (purpose: string, watches: "services" | typeof ofEnvironment) =>
    new AnomalyMonitor(stack, `cost-${purpose}`, { site, purpose, watches, leastUsd: anomalyUsd, topicArn, provider });
  watch("environment", ofEnvironment);
  if (watchServices) watch("services", "services");
}
