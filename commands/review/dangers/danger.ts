import type { LinkedStack, Resource } from "../../../synthesized/linked-stack";
import type { Stack } from "../../../synthesized/stack";
import type { Change } from "../../preview/changes";

/** What a reviewer has to look at before anything else. */
export const dangerKinds = {
  data: "Destroys or replaces what holds data",
  refused: "AWS refuses it",
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
  /** Where the base has what the head moves: old addresses by stack and new address, as in `dev-data aws_sqs_queue.b`. */
  readonly moves?: ReadonlyMap<string, string>;
}

/** The moves of stacks, as their `moved` blocks name them. */
export function movesIn(stacks: readonly Stack[]): Map<string, string> {
  return new Map(
    stacks.flatMap(({ id, json }) =>
      ((json.moved ?? []) as { from: string; to: string }[]).map(({ from, to }) => [`${id} ${to}`, from] as const),
    ),
  );
}

/** The address that the base has a resource of the head at. */
export function formerAddress({ moves }: Pick<Revisions, "moves">, { stack, address }: Resource): string {
  return moves?.get(`${stack.id} ${address}`) ?? address;
}

/** A resource that both revisions have. */
export interface Kept {
  readonly before: Resource;
  readonly after: Resource;
}

/** The resources that both revisions have, moved or not. */
export function keptResources(revisions: Revisions): Kept[] {
  const { base, head } = revisions;
  const former = new Map(base.map((stack) => [stack.id, stack]));
  return head.flatMap((stack) =>
    [...stack.resources.values()].flatMap((after) => {
      const before = former.get(stack.id)?.resources.get(formerAddress(revisions, after));
      return before ? [{ before, after }] : [];
    }),
  );
}

/** A danger at a resource. */
export function dangerAt(kind: DangerKind, at: Resource, text: string, details: readonly string[] = []): Danger {
  const { stack, address, path } = at;
  return { kind, environment: stack.environment, stack: stack.id, address, path, text, details };
}
