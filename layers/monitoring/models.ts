import { CompositeAlarm } from "../../modules/alarms/composite-alarm";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { servedModels } from "./alarms/subjects";
import type { MonitoringEnvironment } from "./config";
import type { NotifyingFoundation } from "./foundation";
import { runbookOf } from "./runbooks";

/** Alarms of the ai layer for each model, without notifications: deployments rolled back, and reports of monitors. */
const watched = ["rollbacks", "violations"] as const;

/** Sends notifications for the alarms of models. */
export function buildModelAlarms(stack: LayerStack<MonitoringEnvironment>, foundation: NotifyingFoundation): void {
  const { site, environment, ai, topicArns } = foundation;
  for (const name of servedModels(foundation)) {
    new CompositeAlarm(stack, `model-${name}`, {
      site,
      purpose: `model-${name}`,
      description: `A new version of model ${name} was rolled back, or a monitor reports that what it sees or predicts has changed. Look first: ${runbookOf(environment, "model-misbehaves")}`,
      alarmNames: watched.map((one) => entryOf(ai.modelAlarmNames, `${name}-${one}`)),
      topicArns: [topicArns.ticket],
    });
  }
}
