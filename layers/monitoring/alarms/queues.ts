import { failedStarts } from "../../../modules/events/schedule";
import type { MonitoringFoundation } from "../foundation";
import { nightPurposes } from "../nights";
import { aiFunctionTimeouts, batchModels, functionTimeouts, hasEndpoints, hasServices } from "./subjects";

/** Purpose of the queue of notifications that no topic took. */
export const undeliveredNotifications = "undelivered-notifications";

/** Queues by the purpose in their names: those of work, and those of what went wrong. */
interface QueueNames {
  readonly work: readonly string[];
  readonly deadLetters: readonly string[];
}

const failed = (functions: object) => Object.keys(functions).map((name) => `${name}-failed`);
const deadLetters = (name: string) => `${name}-dead-letters`;

/** Queues of the layers below the ai layer, and of this one. */
export function queueNames(foundation: MonitoringFoundation): QueueNames {
  const { application } = foundation.environment;
  const work = hasServices(foundation) ? Object.keys(application.events.queues) : [];
  return {
    work,
    deadLetters: [
      ...work.map(deadLetters),
      ...failed(functionTimeouts(foundation)),
      ...(hasServices(foundation) ? ["undelivered-events"] : []),
      ...(application.delivery.engine === "codepipeline" ? ["delivery-undelivered"] : []),
      undeliveredNotifications,
      ...["quality-events", ...nightPurposes(foundation)].map(failedStarts),
    ],
  };
}

/** Queues of the ai layer. */
export function aiQueueNames(foundation: MonitoringFoundation): QueueNames {
  const functions = aiFunctionTimeouts(foundation);
  const { applications } = foundation.environment.ai;
  const onEvents = Object.keys(functions).filter((name) => applications[name]?.on !== undefined);
  const work = [...onEvents, ...("start-ingestion" in functions ? ["start-ingestion"] : [])];
  return {
    work,
    deadLetters: [
      ...work.map(deadLetters),
      ...onEvents.map((name) => `${name}-undelivered`),
      ...failed(functions),
      ...(hasEndpoints(foundation) ? ["model-events-undelivered"] : []),
      ...batchModels(foundation).map((name) => failedStarts(`model-${name}-batch`)),
    ],
  };
}
