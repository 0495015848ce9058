import type { MonitoringFoundation } from "../foundation";
import { functionTimeouts, hasServices } from "./subjects";

/** Queues of an environment by the purpose in their names: those of work, and those of what went wrong. */
export function queueNames(foundation: MonitoringFoundation): {
  readonly work: readonly string[];
  readonly deadLetters: readonly string[];
} {
  const { application } = foundation.environment;
  const work = hasServices(foundation) ? Object.keys(application.events.queues) : [];
  return {
    work,
    deadLetters: [
      ...work.map((name) => `${name}-dead-letters`),
      ...Object.keys(functionTimeouts(foundation)).map((name) => `${name}-failed`),
      ...(hasServices(foundation) ? ["undelivered-events"] : []),
      ...(application.delivery.engine === "codepipeline" ? ["delivery-undelivered"] : []),
      undeliveredNotifications,
    ],
  };
}

/** Purpose of the queue of notifications that no topic took. */
export const undeliveredNotifications = "undelivered-notifications";
