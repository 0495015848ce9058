import { setTimeout as wait } from "node:timers/promises";
import { alone, type Resource } from "../../synthesized/linked-stack";
import type { Stack } from "../../synthesized/stack";
import { textOf } from "../../synthesized/value";
import { loadEmulator } from "../emulator/definition";
import type { ApplyJournal, Unfinished } from "./apply-journal";
import { destinationOf } from "./destination";
import { importIds } from "./import-ids";
import { lostCreations } from "./lost-creations";
import { lostSingletons } from "./lost-singletons";
import { type Plan, planStack, type Session } from "./operations";
import { type Import, planWithImports } from "./plan-with-imports";
import { idsInState } from "./state";
import { taggedTypes } from "./tagged-types";

/**
 * What to take over after an apply that was killed: what it had created, and what it was creating where the id follows
 * from the arguments. `unknown` is what it was creating and has no known id.
 * @param account where the resources are. Default: the account of the stack
 */
export function takeOver(
  stack: Stack,
  { created, underWay }: Pick<Unfinished, "created" | "underWay">,
  recorded: ReadonlyMap<string, string>,
  account = alone(stack).account,
): { readonly imports: Import[]; readonly unknown: string[] } {
  const { resources } = alone(stack);
  const ids = new Map([...recorded, ...created]);
  const imports: Import[] = [];
  const unknown: string[] = [];
  for (const address of new Set([...created.keys(), ...underWay])) {
    const resource = resources.get(address);
    if (!resource || recorded.has(address)) continue;
    const id = importId(resource, created.get(address), ids, account);
    if (id === undefined) unknown.push(address);
    else imports.push({ to: address, id, certain: created.has(address) });
  }
  return { imports, unknown };
}

/** The id that imports a resource; undefined where an argument that it is made of is not known. */
function importId(
  resource: Resource,
  id: string | undefined,
  ids: ReadonlyMap<string, string>,
  account: string,
): string | undefined {
  const template = importIds[resource.type];
  // Where a whole ARN or URL imports it, that is the id that AWS gave.
  if (!template || (id !== undefined && /^(arn|https):/.test(template))) return id;
  const values: (string | undefined)[] = [];
  const result = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = name === "id" ? id : (placeOf(resource, name, account) ?? argumentOf(resource, name, ids));
    values.push(value);
    return value ?? "";
  });
  if (!values.includes(undefined)) return result;
  // Where the id is one argument, it is the id that AWS gave.
  return /^\{\w+\}$/.test(template) ? id : undefined;
}

/**
 * What of an import id is no argument as it is: where the resource is, the path that IAM takes where none is set, and the
 * issuer of tokens, whose ARN has its URL without the scheme.
 */
function placeOf({ region, block }: Resource, name: string, account: string): string | undefined {
  if (name === "path") return String(block.path ?? "/");
  if (name === "issuer") return String(block.url).replace("https://", "");
  return name === "account" ? account : name === "region" ? region : undefined;
}

/** An argument as far as it is known before the plan: what it refers to may be the id of a resource that exists. */
function argumentOf({ stack, block }: Resource, name: string, ids: ReadonlyMap<string, string>): string | undefined {
  return textOf(stack, block[name], ({ address }, attribute) => {
    const id = /^(id|name|bucket|function_name|resource_id|arn)$/.test(attribute) ? ids.get(address) : undefined;
    return attribute === "arn" && !id?.startsWith("arn:") ? undefined : id;
  });
}

/** Waits for an apply that was begun earlier and still runs, in a Terraform that outlived its strata. */
export async function waitForEarlierApply(
  notes: ApplyJournal,
  signal: AbortSignal,
  note: (text: string) => void,
): Promise<void> {
  // Where that is unknown, the lock of the state decides.
  const pid = notes.running();
  if (typeof pid !== "number") return;
  note(`waiting for an earlier apply to end (process ${pid})`);
  while (typeof notes.running() === "number" && !signal.aborted) await wait(500);
}

/**
 * Plans a stack; after an apply that was killed, together with the take-over of what that one had created and not yet
 * written to the state, and after one that found the platform's own resources in its way, with that of those. Terraform
 * writes a remote state every 20 seconds and at the end.
 * @param warn called with what cannot be imported
 */
export async function planAndRecover(
  session: Session,
  stack: Stack,
  notes: ApplyJournal,
  extra: readonly string[],
  warn: (text: string) => void,
): Promise<Plan> {
  const plan = () => planStack(session, stack, notes.plan, extra);
  const unfinished = notes.unfinished();
  const existing = notes.existing();
  if (!unfinished && existing.length === 0) return plan();

  const recorded = await idsInState(session, stack);
  const { imports, unknown } = unfinished
    ? await withLostCreations(session, stack, unfinished, recorded, warn)
    : { imports: [], unknown: [] };
  const known = new Set([...recorded.keys(), ...imports.map(({ to }) => to)]);
  const inTheWay = existing.filter(({ address }) => !known.has(address) && alone(stack).resources.has(address));
  for (const { address, id } of inTheWay) {
    warn(`${address}: ${id} was in the way of the last apply, and is the platform's own: it is imported`);
  }
  const all = [...imports, ...inTheWay.map(({ address, id }) => ({ to: address, id, certain: true }))];
  const result = await planWithImports(session, stack, all, plan, warn);
  if (unknown.length > 0) {
    warn(
      `${unknown.join(", ")} may exist: the creation was under way when the apply was killed. Look, and import or delete`,
    );
  }
  return result;
}

/** What `takeOver` says, with the ids that AWS gave to what was under way, as far as tags and singletons tell them. */
async function withLostCreations(
  session: Session,
  stack: Stack,
  unfinished: Unfinished,
  recorded: ReadonlyMap<string, string>,
  warn: (text: string) => void,
): Promise<ReturnType<typeof takeOver>> {
  const account = session.target.isEmulator ? loadEmulator().account : undefined;
  const journaled = takeOver(stack, unfinished, recorded, account);
  const known = new Map([...recorded, ...journaled.imports.map(({ to, id }) => [to, id] as const)]);
  const destination = await destinationOf(session, stack);
  const matches = await lostCreations(stack, destination, known, warn);
  if (matches === undefined) return journaled;
  const found = new Map(matches.map(({ address, ids: [id = ""] }) => [address, id]));
  const tagged = new Map([...found, ...unfinished.created]);
  const untagged = takeOver(stack, { ...unfinished, created: tagged }, recorded, account).unknown;
  const singletons = await lostSingletons(stack, untagged, destination, warn);
  const created = new Map([...singletons, ...tagged]);
  const { imports, unknown } = takeOver(stack, { ...unfinished, created }, recorded, account);
  return {
    imports: imports.map((one) => ({
      ...one,
      others: matches.find(({ address }) => address === one.to)?.ids.slice(1),
    })),
    // What tags would tell, and did not, was not created.
    unknown: unknown.filter((address) => !(address.slice(0, address.indexOf(".")) in taggedTypes)),
  };
}
