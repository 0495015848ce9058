import { isDeepStrictEqual } from "node:util";
import type { Block, Stack } from "../../synthesized/stack";
import { locationOfAddress, type StackLocation } from "../merged-root/locate";
import type { TerraformMessage } from "../merged-root/messages";

export type Action = "create" | "update" | "replace" | "delete" | "move" | "import" | "forget";

/** An attribute that an update or a replacement changes. */
export interface AttributeChange {
  readonly name: string;
  /** Old and new value; absent where secret, large or not yet known. */
  readonly before?: unknown;
  readonly after?: unknown;
  /** The new value is known after the apply only: it depends on another resource's change. */
  readonly unknown: boolean;
  /** This attribute is why the resource has to be replaced. */
  readonly forcesReplacement: boolean;
}

/** A resource that applying the environment would change. */
export interface Change {
  readonly place: StackLocation;
  readonly action: Action;
  readonly attributes: readonly AttributeChange[];
  /** Where the code builds it, as in `layers/data/lake.ts:41`; absent where that is not known, as of what goes. */
  readonly source?: string;
}

/** A resource's change in `terraform show -json` of a plan. */
export interface PlannedResource {
  readonly address: string;
  readonly mode: string;
  readonly previous_address?: string;
  readonly change: {
    readonly actions: readonly string[];
    readonly before: Block | null;
    readonly after: Block | null;
    readonly after_unknown?: unknown;
    readonly before_sensitive?: unknown;
    readonly after_sensitive?: unknown;
    readonly replace_paths?: readonly (readonly (string | number)[])[];
    readonly importing?: unknown;
  };
}

/**
 * The changes of a plan as its messages list them, or undefined where one has attributes to compare, which they do
 * not list.
 */
export function plainChanges(messages: readonly TerraformMessage[]): PlannedResource[] | undefined {
  const changes = messages.flatMap(({ type, change }) => (type === "planned_change" && change ? [change] : []));
  const changing = changes.filter(({ action }) => action !== "noop" && action !== "read");
  if (!changing.every(({ action }) => action === "create" || action === "delete")) return undefined;
  const nothing = { before: null, after: null };
  return changing.map(({ resource, action }) => ({
    address: resource.addr,
    mode: "managed",
    change: { ...nothing, actions: [action] },
  }));
}

/**
 * The changes of a plan, in the order of the stacks.
 * @param locationOf finds the place of an address. Default: as an address of the stacks' merged root
 */
export function changesOf(
  planned: readonly PlannedResource[],
  stacks: readonly Stack[],
  locationOf: (address: string) => StackLocation | undefined = (address) => locationOfAddress(stacks, address),
): Change[] {
  const changes = planned.flatMap((resource) => {
    const action = resource.mode === "managed" ? actionOf(resource) : undefined;
    const place = locationOf(resource.address);
    if (action === undefined || place === undefined) return [];
    const compared = action === "update" || action === "replace";
    return [{ place, action, attributes: compared ? attributesOf(resource) : [] }];
  });
  return changesInOrder(changes, stacks);
}

/** The changes stack by stack, each stack's by address. */
export function changesInOrder(changes: readonly Change[], stacks: readonly Stack[]): Change[] {
  const order = new Map(stacks.map(({ id }, index) => [id, index]));
  return [...changes].sort(
    (one, other) =>
      (order.get(one.place.stack) ?? 0) - (order.get(other.place.stack) ?? 0) ||
      ((one.place.address ?? "") < (other.place.address ?? "") ? -1 : 1),
  );
}

function actionOf({ address, previous_address, change }: PlannedResource): Action | undefined {
  const actions = change.actions.join("+");
  switch (actions) {
    case "create":
    case "update":
    case "delete":
    case "forget":
      return actions;
    case "delete+create":
    case "create+delete":
      return "replace";
    case "no-op":
      if (change.importing) return "import";
      return previous_address !== undefined && previous_address !== address ? "move" : undefined;
  }
  return undefined;
}

function attributesOf({ change }: PlannedResource): AttributeChange[] {
  const before = change.before ?? {};
  const after = change.after ?? {};
  const unknown = (change.after_unknown ?? {}) as Block;
  const forcing = new Set((change.replace_paths ?? []).map(([name]) => name));
  return [...new Set([...Object.keys(before), ...Object.keys(after), ...Object.keys(unknown)])]
    .sort()
    .flatMap((name) => {
      const isUnknown = hasMark(unknown[name]);
      if (!isUnknown && isSame(before[name], after[name])) return [];
      const forcesReplacement = forcing.has(name);
      const secret = hasMark(markOf(change.before_sensitive, name)) || hasMark(markOf(change.after_sensitive, name));
      // What AWS fills in anew for the new resource is no news, unless it is why there has to be one.
      if (isUnknown && change.actions.length > 1 && !forcesReplacement && after[name] === undefined) return [];
      const values = secret || isUnknown ? {} : { before: before[name], after: after[name] };
      return [{ name, ...values, unknown: isUnknown, forcesReplacement }];
    });
}

/** Equal, or both without content: AWS answers an empty map where nothing was set. */
function isSame(before: unknown, after: unknown): boolean {
  return isDeepStrictEqual(before, after) || (isEmpty(before) && isEmpty(after));
}

function isEmpty(value: unknown): boolean {
  return value === undefined || value === null || (typeof value === "object" && Object.keys(value).length === 0);
}

function markOf(marks: unknown, name: string): unknown {
  return typeof marks === "object" && marks !== null ? (marks as Block)[name] : marks;
}

/** Whether Terraform has marked the value or anything in it: `true`, or a structure that holds a `true`. */
function hasMark(mark: unknown): boolean {
  if (typeof mark !== "object" || mark === null) return mark === true;
  return Object.values(mark).some(hasMark);
}
