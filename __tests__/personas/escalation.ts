import type { Request } from "../../policies/access/simulate";
import type { Site } from "./sites";

/** Somebody who acts in an environment: a persona, a delivery role, or anything else under the boundary. */
export const actors = ["developer", "deployer", "operations", "ai-engineer", "plan", "apply", "administrator"] as const;
export type Actor = (typeof actors)[number];

/** A way to get more than one has, or to act unseen. No persona succeeds in any environment. */
export interface Escalation {
  readonly attempt: string;
  readonly calls: (site: Site) => readonly Request[];
  /** Those who may do this by design; they are not asked. */
  readonly exempt?: readonly Actor[];
}

/** Several actions on one resource. */
export const calls = (actions: readonly string[], resource: string, context?: Request["context"]): Request[] =>
  actions.map((action) => ({ action, resource, ...(context && { context }) }));
