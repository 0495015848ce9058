import { CompositeAlarm } from "../../modules/alarms/composite-alarm";
import { MetricAlarm } from "../../modules/alarms/metric-alarm";
import type { LayerStack } from "../../platform/layer-stack";
import { alarmKinds } from "./alarms/kinds";
import { type AlarmLayer, alarmLayers } from "./alarms/layers";
import { metricOf, thresholdOf } from "./alarms/table";
import type { MonitoringEnvironment } from "./config";
import { regionOf } from "./elsewhere";
import type { NotifyingFoundation } from "./foundation";
import { runbookOf } from "./runbooks";
import { pagesFor } from "./severities";

/**
 * Every alarm of the severity table, for every resource of its kind. Each is a ticket; those that cannot wait also set
 * off the composite alarm of their layer, which pages: one page for all that breaks at once, and none while the layer
 * below explains it.
 * @returns ARNs of the composite alarms
 */
export function buildAlarms(stack: LayerStack<MonitoringEnvironment>, foundation: NotifyingFoundation): string[] {
  const { site, environment, topicArns, elsewhere } = foundation;
  const paging = new Map<AlarmLayer, string[]>();
  for (const alarmKind of alarmKinds) {
    const { kind, layer, subjects, rows } = alarmKind;
    // A composite alarm does not know alarms of another region: those send notifications directly.
    const apart = elsewhere[regionOf(alarmKind, foundation)];
    for (const subject of subjects(foundation)) {
      for (const row of rows) {
        const purpose = `${kind}-${subject.name}-${row.name}`;
        const { alarmName } = new MetricAlarm(stack, purpose, {
          site,
          purpose,
          description: `${row.means.replaceAll("{name}", subject.name)} Look first: ${runbookOf(environment, row.runbook)}`,
          metric: metricOf(alarmKind, row, subject),
          condition: { ...row.when, threshold: thresholdOf(row, subject, environment.tier) },
          topicArns: [
            apart ? apart.topicArns[pagesFor(environment, layer) ? row.severity : "ticket"] : topicArns.ticket,
          ],
          provider: apart?.provider,
        });
        if (row.severity === "page" && !apart) paging.set(layer, [...(paging.get(layer) ?? []), alarmName]);
      }
    }
  }

  const arns: string[] = [];
  let below: string | undefined;
  for (const layer of alarmLayers) {
    const alarmNames = paging.get(layer);
    if (!alarmNames) continue;
    const isRecovery = layer === "recovery";
    const { alarmName, arn } = new CompositeAlarm(stack, `layer-${layer}`, {
      site,
      purpose: `layer-${layer}`,
      description: `Layer ${layer} of ${environment.name} fails. The alarms that are on say what; each names its runbook. Look first: ${runbookOf(environment, "layer-fails")}`,
      alarmNames,
      topicArns: [topicArns[pagesFor(environment, layer) ? "page" : "ticket"]],
      suppressorName: isRecovery ? undefined : below,
    });
    arns.push(arn);
    if (!isRecovery) below = alarmName;
  }
  return arns;
}
