import { EventBus, eventBusArn } from "../../modules/events/event-bus";
import { topicArn } from "../../modules/notifications/encrypted-topic";
import { EncryptedQueue } from "../../modules/queues/encrypted-queue";
import type { LayerStack } from "../../platform/layer-stack";
import type { ApplicationEnvironment } from "./config";
import type { ApplicationFoundation } from "./foundation";
import { mainBus } from "./offers";
import { publishersOf, ruleArn } from "./publishers";

export interface Bus {
  readonly bus: EventBus;
  /** Events that EventBridge could not deliver: those of the bus, and of every rule. */
  readonly undelivered: EncryptedQueue;
}

/** The bus of an environment. None where the recovery strategy restores from backups. */
export function buildBus(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: ApplicationFoundation,
): Bus | undefined {
  const { site, environment, security, upstream } = foundation;
  if (upstream?.strategy === "backup-restore") return undefined;

  const { rules, topics, archiveDays } = environment.application.events;
  const kmsKeyArn = security.streamsKeyArn;
  const undelivered = new EncryptedQueue(stack, "undelivered", {
    site,
    purpose: "undelivered-events",
    kmsKeyArn,
    publishers: {
      ruleArns: [eventBusArn(site, mainBus), ...Object.entries(rules).map(([name, rule]) => ruleArn(site, name, rule))],
      topicArns: Object.entries(topics)
        .filter(([, { subscribers }]) => subscribers.length > 0)
        .map(([name]) => topicArn(site, name)),
    },
  });
  const bus = new EventBus(stack, "bus", {
    site,
    purpose: mainBus,
    kmsKeyArn,
    publishers: publishersOf(foundation, `bus.${mainBus}`),
    archiveDays,
    deadLetterArn: undelivered.arn,
  });
  return { bus, undelivered };
}
