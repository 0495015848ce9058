import { EventRule, eventRuleArn } from "../../modules/events/event-rule";
import { buildQueueTrigger } from "../../modules/functions/queue-trigger";
import { visibilityFactor } from "../../modules/functions/visibility";
import type { Publishers } from "../../modules/identity/publishers";
import { EncryptedQueue } from "../../modules/queues/encrypted-queue";
import { WorkQueue } from "../../modules/queues/work-queue";
import type { LayerStack } from "../../platform/layer-stack";
import { personaArn } from "../../platform/personas";
import { partsOf } from "../../platform/references";
import type { ApplicationConfig } from "./applications-config";
import type { AiEnvironment } from "./config";
import type { AiFoundation } from "./foundation";

/** Days that an event waits for its application, and a dead letter for a redrive. */
const retentionDays = 14;

/**
 * The queue with the events that an application works on, and the rule that brings them there. None where the recovery
 * strategy keeps no bus.
 */
export function queueFor(
  stack: LayerStack<AiEnvironment>,
  foundation: AiFoundation,
  name: string,
  { on, timeoutSeconds }: ApplicationConfig,
): WorkQueue | undefined {
  const { site, application, security, upstream } = foundation;
  if (!on || upstream?.strategy === "backup-restore") return undefined;

  const kmsKeyArn = security.streamsKeyArn;
  const rule = eventRuleArn(site, name, partsOf(on.bus).name);
  const operations = personaArn(foundation, "operations");
  // Operations moves dead letters back, with its own permissions.
  const publishers: Publishers = { ruleArns: [rule], roleArns: operations === undefined ? [] : [operations] };
  const queue = new WorkQueue(stack, `application-${name}-queue`, {
    site,
    purpose: name,
    kmsKeyArn,
    publishers,
    handling: {
      visibilitySeconds: visibilityFactor * timeoutSeconds,
      maxReceives: on.maxReceives,
      retentionDays,
    },
  });
  const undelivered = new EncryptedQueue(stack, `application-${name}-undelivered`, {
    site,
    purpose: `${name}-undelivered`,
    kmsKeyArn,
    publishers: { ruleArns: [rule] },
  });
  new EventRule(stack, `application-${name}-rule`, {
    site,
    purpose: name,
    description: `Events that ${name} works on.`,
    busName: application.eventBusName,
    // Lists in the order of the alphabet: theirs in the file means nothing.
    pattern: { source: [...on.sources].sort(), "detail-type": [...on.types].sort() },
    target: { arn: queue.arn, deadLetterArn: undelivered.arn, rests: false },
  });
  return queue;
}

/** Hands the events of a queue to an application one at a time: each may take as long as a run may. */
export function addTrigger(stack: LayerStack<AiEnvironment>, name: string, queueArn: string, aliasArn: string): void {
  buildQueueTrigger(stack, `application-${name}-trigger`, { queueArn, aliasArn, batchSize: 1 });
}
