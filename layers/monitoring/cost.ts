import { CeCostAllocationTag } from "@cdktf/provider-aws/lib/ce-cost-allocation-tag";
import { AnomalyMonitor } from "../../modules/cost/anomaly-monitor";
import { Budget } from "../../modules/cost/budget";
import type { LayerStack } from "../../platform/layer-stack";
import type { MonitoringEnvironment } from "./config";
import type { NotifyingFoundation } from "./foundation";

/** Region that services without regions answer from. */
const global = "us-east-1";

/** Cost allocation tags. */
const allocationTags = ["cost-center", "environment", "layer", "owner"] as const;

/** Budgets of the environment and of its layers, costs that are not usual, and the tags that both go by. */
export function buildCost(stack: LayerStack<MonitoringEnvironment>, foundation: NotifyingFoundation): void {
  const { site, environment, topicArns } = foundation;
  const { monthlyUsd, byLayerUsd, anomalyUsd, watchServices = environment.owns.account } = environment.monitoring.cost;
  const provider = stack.providerFor(global);
  const topicArn = topicArns.ticket;
  if (environment.owns.account) {
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
  const watch = (purpose: string, watches: "services" | typeof ofEnvironment) =>
    new AnomalyMonitor(stack, `cost-${purpose}`, { site, purpose, watches, leastUsd: anomalyUsd, topicArn, provider });
  watch("environment", ofEnvironment);
  if (watchServices) watch("services", "services");
}
