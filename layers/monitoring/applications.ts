import { CompositeAlarm } from "../../modules/alarms/composite-alarm";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { hasServices } from "./alarms/subjects";
import type { MonitoringEnvironment } from "./config";
import type { NotifyingFoundation } from "./foundation";
import { runbookOf } from "./runbooks";

/** Alarms of the ai layer for each application, without notifications: guardrail, answers without a source, costs. */
const watched = ["interventions", "grounding", "costs"] as const;

/** Sends notifications for the alarms of applications of language models, and of the models. */
export function buildApplicationAlarms(
  stack: LayerStack<MonitoringEnvironment>,
  foundation: NotifyingFoundation,
): void {
  const { site, environment, ai, topicArns } = foundation;
  if (!hasServices(foundation)) return;
  if (Object.keys(environment.ai.bedrock.models).length > 0) {
    new CompositeAlarm(stack, "foundation-models", {
      site,
      purpose: "foundation-models",
      description: `A foundation model costs more in a day than the file allows: the alarms model-<name>-costs say which. Look first: ${runbookOf(environment, "model-costs")}`,
      alarmNames: [ai.modelCostsAlarmName],
      topicArns: [topicArns.ticket],
    });
  }
  for (const name of Object.keys(environment.ai.applications)) {
    new CompositeAlarm(stack, `application-${name}`, {
      site,
      purpose: `application-${name}`,
      description: `Application ${name} is stopped by its guardrail too often, answers without a source, or costs too much. Look first: ${runbookOf(environment, "application-misbehaves")}`,
      alarmNames: watched.map((one) => entryOf(ai.applicationAlarmNames, `${name}-${one}`)),
      topicArns: [topicArns.ticket],
    });
  }
}
