import { visibilityFactor } from "../../modules/functions/visibility";
import type { Publishers } from "../../modules/identity/publishers";
import { WorkQueue } from "../../modules/queues/work-queue";
import type { LayerStack } from "../../platform/layer-stack";
import { personaArn } from "../../platform/personas";
import type { ApplicationEnvironment } from "./config";
import type { ApplicationFoundation } from "./foundation";
import { publishersOf } from "./publishers";

/** Seconds that a message stays hidden while a service works on it. The platform cannot know how long that takes. */
const serviceSeconds = 300;

/** Fewest seconds that a message stays hidden. */
const fewestSeconds = 30;

/** Seconds that a message of a queue stays hidden, unless the queue says it: a function that consumes it decides. */
function visibilitySecondsOf({ functions }: ApplicationEnvironment["application"], queue: string): number {
  const consumer = Object.values(functions).find(({ from }) => from === `queues.${queue}`);
  return consumer ? Math.max(fewestSeconds, visibilityFactor * consumer.timeoutSeconds) : serviceSeconds;
}

/**
 * Who sends to a queue: its publishers, and operations, which moves dead letters back. SQS sends them
 * with the permissions of the role that starts the move (SQS Developer Guide, Configuring a dead-letter queue redrive).
 */
function sendersOf(foundation: ApplicationFoundation, queue: string): Publishers {
  const { roleArns = [], ...others } = publishersOf(foundation, `queues.${queue}`);
  const operations = personaArn(foundation, "operations");
  return { ...others, roleArns: [...roleArns, ...(operations === undefined ? [] : [operations])] };
}

/** The queues of an environment by name. None where the recovery strategy restores from backups. */
export function buildQueues(
  stack: LayerStack<ApplicationEnvironment>,
  foundation: ApplicationFoundation,
): Readonly<Record<string, WorkQueue>> {
  const { site, environment, security, upstream } = foundation;
  if (upstream?.strategy === "backup-restore") return {};

  return Object.fromEntries(
    Object.entries(environment.application.events.queues).map(([name, queue]) => [
      name,
      new WorkQueue(stack, `queue-${name}`, {
        site,
        purpose: name,
        kmsKeyArn: security.streamsKeyArn,
        publishers: sendersOf(foundation, name),
        handling: {
          ...queue,
          visibilitySeconds: queue.visibilitySeconds ?? visibilitySecondsOf(environment.application, name),
        },
      }),
    ]),
  );
}
