import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { producersOf } from "../../synthesized/producer";
import { outputReference, referencesIn, textsIn } from "../../synthesized/reference";
import { blocksByAddress } from "../../synthesized/resource";
import type { Stack, StackJson } from "../../synthesized/stack";
import { inOrder } from "../preview/scope";

/** A stack that a change between two revisions concerns, and why. */
export interface AffectedStack {
  readonly stack: string;
  /** One sentence each, without a final dot. */
  readonly reasons: readonly string[];
}

/**
 * The stacks whose JSON or assets differ between two syntheses, and those that read an output that changed, also where a
 * stack in between hands it on, in the order of the head. Construct paths and versions in comments of the JSON do not count.
 */
export function affectedStacks(base: readonly Stack[], head: readonly Stack[]): AffectedStack[] {
  const reasons = new Map<string, string[]>();
  const add = (stack: string, ...more: readonly string[]) =>
    more.length > 0 && reasons.set(stack, [...(reasons.get(stack) ?? []), ...more]);
  const former = new Map(base.map((stack) => [stack.id, stack]));
  const ids = [...new Set([...head, ...base].map(({ id }) => id))];

  for (const stack of head) add(stack.id, ...differences(former.get(stack.id), stack));
  for (const { id } of base.filter(({ id }) => !head.some((stack) => stack.id === id))) add(id, "is no longer there");
  const changedIn = new Map<string, ReadonlySet<string>>();
  for (const stack of inOrder(head)) {
    for (const [producer, outputs] of outputsRead(stack, head)) {
      const changed = [...(changedIn.get(producer.id) ?? [])].filter((name) => outputs.has(name));
      if (changed.length > 0) add(stack.id, `reads ${listed(changed)} of ${producer.id}, which changed`);
    }
    const own = changedOutputs(former.get(stack.id), stack);
    changedIn.set(stack.id, new Set([...own, ...passedOn(stack, head, changedIn)]));
  }
  return ids.flatMap((stack) => {
    const all = reasons.get(stack);
    return all ? [{ stack, reasons: all }] : [];
  });
}

/** Names of the outputs that hand on an output of another stack that changed. */
function passedOn(
  stack: Stack,
  stacks: readonly Stack[],
  changedIn: ReadonlyMap<string, ReadonlySet<string>>,
): string[] {
  const producers = producersOf(stack, stacks);
  const hasChanged = (text: string) =>
    referencesIn(text).some((reference) => {
      const read = outputReference(reference);
      const producer = read && producers.get(read.reader);
      return producer !== undefined && changedIn.get(producer.id)?.has(read?.output ?? "") === true;
    });
  return Object.entries(stack.json.output ?? {}).flatMap(([name, output]) =>
    textsIn(output).some(hasChanged) ? [name] : [],
  );
}

/** Names of the outputs that a stack reads, by the stack that publishes them. */
export function outputsRead(stack: Stack, stacks: readonly Stack[]): Map<Stack, ReadonlySet<string>> {
  const read = textsIn(stack.json)
    .flatMap(referencesIn)
    .flatMap((reference) => outputReference(reference) ?? []);
  return new Map(
    [...producersOf(stack, stacks)].map(([reader, producer]) => [
      producer,
      new Set(read.filter((output) => output.reader === reader).map(({ output }) => output)),
    ]),
  );
}

/** What differs between a stack of two syntheses, one phrase each. */
export function differences(before: Stack | undefined, after: Stack): string[] {
  if (!before) return ["is new"];
  const [old, now] = [blocksByAddress(before.json), blocksByAddress(after.json)];
  const addresses = [...new Set([...old.keys(), ...now.keys()])];
  const changed = addresses.filter((address) => {
    const [one, other] = [old.get(address)?.block, now.get(address)?.block];
    return !isDeepStrictEqual(one && withoutComments(one), other && withoutComments(other));
  });
  const outputs = changedOutputs(before, after);
  const sections = otherSections(before.json, after.json);
  const assets = changedAssets(before.folder, after.folder);
  return [
    ...(changed.length > 0 ? [`${listed(changed)} ${changed.length === 1 ? "differs" : "differ"}`] : []),
    ...(outputs.length > 0 ? [`output ${listed(outputs)} changed`] : []),
    ...(sections.length > 0 ? [`section ${sections.join(", ")} changed`] : []),
    ...(assets.length > 0 ? [`asset ${listed(assets)} changed`] : []),
  ];
}

/** The first few, and how many more. */
function listed(names: readonly string[], most = 3): string {
  const rest = names.length - most;
  return rest > 0 ? `${names.slice(0, most).join(", ")} and ${rest} more` : names.join(", ");
}

/** A value of Terraform JSON without what cdktf writes next to it, at any depth. */
export function withoutComments(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutComments);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).filter(([key]) => key !== "//");
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutComments(inner)]));
}

/** Names of outputs that one side lacks, or whose expression differs. */
function changedOutputs(before: Stack | undefined, after: Stack | undefined): string[] {
  const [old, now] = [before?.json.output ?? {}, after?.json.output ?? {}];
  return [...new Set([...Object.keys(old), ...Object.keys(now)])].filter(
    (name) => !isDeepStrictEqual(old[name], now[name]),
  );
}

function otherSections(before: StackJson, after: StackJson): string[] {
  const own = new Set(["//", "resource", "data", "output"]);
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter(
    (name) => !own.has(name) && !isDeepStrictEqual(withoutComments(before[name]), withoutComments(after[name])),
  );
}

/** Files of the stacks' folders, besides their JSON, whose content differs. */
function changedAssets(before: string, after: string): string[] {
  const [old, now] = [assetsIn(before), assetsIn(after)];
  return [...new Set([...old.keys(), ...now.keys()])].filter((file) => old.get(file) !== now.get(file)).sort();
}

/** Hashes of the assets in a stack's folder, by path. */
export function assetsIn(folder: string): Map<string, string> {
  if (!existsSync(folder)) return new Map();
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name));
  const assets = paths.filter((path) => path.slice(folder.length + 1).startsWith("assets/"));
  const hash = (path: string) => createHash("sha256").update(readFileSync(path)).digest("hex");
  return new Map(assets.map((path) => [path.slice(folder.length + 1), hash(path)]));
}
