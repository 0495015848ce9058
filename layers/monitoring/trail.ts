import { LogAlarm } from "../../modules/alarms/log-alarm";
import type { LayerStack } from "../../platform/layer-stack";
import { trailFilters } from "./cis-filters";
import type { MonitoringEnvironment } from "./config";
import type { NotifyingFoundation } from "./foundation";
import { runbookOf } from "./runbooks";
import { pagesFor } from "./severities";

/**
 * What the CIS benchmark wants to hear of in the trail. Management events are in the trail of the environment that owns
 * the account; the others record data events only.
 */
export function buildTrailAlarms(stack: LayerStack<MonitoringEnvironment>, foundation: NotifyingFoundation): void {
  const { site, environment, security, topicArns } = foundation;
  if (!environment.owns.account) return;
  for (const { name, control, means, severity, pattern } of trailFilters) {
    const topic = severity === "page" && pagesFor(environment, "recovery") ? "page" : "ticket";
    new LogAlarm(stack, `trail-${name}`, {
      site,
      purpose: `trail-${name}`,
      description: `${means} CIS ${control}. Look first: ${runbookOf(environment, "account-changed")}`,
      logGroupName: security.trailLogGroupName,
      pattern,
      topicArns: [topicArns[topic]],
    });
  }
}
