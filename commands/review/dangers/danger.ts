import type { LinkedStack, Resource } from "../../../synthesized/linked-stack";
import type { Change } from "../../preview/changes";

/** What a reviewer has to look at before anything else. */
export const dangerKinds = {
  data: "Destroys or replaces what holds data",
  access: "Widens access",
  network: "Opens network paths",
  protection: "Weakens a protection",
  recovery: "Makes recovery worse",
  contract: "Takes away what other layers read",
  waiver: "Waives a policy rule",
} as const;

export type DangerKind = keyof typeof dangerKinds;

export interface Danger {
  readonly kind: DangerKind;
  readonly environment: string;
  /** `<environment>-<layer>`; absent where an environment, or the platform as a whole, is concerned. */
  readonly stack?: string;
  /** Address within the stack. */
  readonly address?: string;
  /** Construct path below the stack. */
  readonly path?: string;
  /** One sentence without a final dot. */
  readonly text: string;
  /** More, line by line. */
  readonly details: readonly string[];
}

/** Two revisions of environments that are planned together. */
export interface Revisions {
  readonly base: readonly LinkedStack[];
  readonly head: readonly LinkedStack[];
  /** What applying the head changes where the base had been applied. */
  readonly changes: readonly Change[];
}

/** A resource that both revisions have at the same address. */
export interface Kept {
  readonly before: Resource;
  readonly after: Resource;
}

/** The resources that both revisions have. */
export function keptResources({ base, head }: Revisions): Kept[] {
  const former = new Map(base.map((stack) => [stack.id, stack]));
  return head.flatMap((stack) =>
    [...stack.resources.values()].flatMap((after) => {
      const before = former.get(stack.id)?.resources.get(after.address);
      return before ? [{ before, after }] : [];
    }),
  );
}

/** A danger at a resource. */
export function dangerAt(kind: DangerKind, at: Resource, text: string, details: readonly string[] = []): Danger {
  const { stack, address, path } = at;
  return { kind, environment: stack.environment, stack: stack.id, address, path, text, details };
}
