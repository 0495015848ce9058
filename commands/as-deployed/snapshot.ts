import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../platform/root";
import { producersOf } from "../../synthesized/producer";
import { outputReference, readerOf, referencesIn, textsIn } from "../../synthesized/reference";
import type { Block, Stack } from "../../synthesized/stack";
import type { State } from "../preview/merge-states";
import { assetsIn, withoutComments } from "../review/affected";
import type { DeployRecord } from "./record";

/** What a stack depends on besides itself. */
export interface Surroundings {
  /** All stacks, as synthesized: those that it reads are among them. */
  readonly stacks: readonly Stack[];
  /** What the target adds to the configuration, and what it leaves out. Default: nothing. */
  readonly setting?: (stack: Stack) => unknown;
  /** Version of Terraform. */
  readonly terraform: string;
}

/**
 * A stack as it is now, in the form of a record. Undefined where its state cannot tell that it is the same as before.
 * @param outputsOf values of the outputs of a stack that it reads, by name
 */
export function snapshot(
  stack: Stack,
  state: State | undefined,
  { stacks, setting, terraform }: Surroundings,
  outputsOf: (producer: Stack) => Block,
): DeployRecord | undefined {
  if (state?.lineage === undefined || state.serial === undefined) return undefined;
  const { lineage, serial } = state;
  const read = [...outputsRead(stack, stacks)].map(([producer, names]) => {
    const outputs = outputsOf(producer);
    const values = [...(names ?? Object.keys(outputs))].map((name) => [name, outputs[name] ?? null]);
    return [producer.id, digestOf(Object.fromEntries(values))];
  });
  return {
    format: 1,
    stack: stack.id,
    configuration: digestOf([withoutComments(stack.json), [...assetsIn(stack.folder)].sort()]),
    setting: digestOf(setting?.(stack) ?? null),
    versions: { terraform, ...lockedVersions() },
    read: Object.fromEntries(read),
    state: { lineage, serial, digest: digestOf(state) },
  };
}

/** Values of the outputs in a state, by name. */
export function outputValues(state: State | undefined): Block {
  return Object.fromEntries(Object.entries(state?.outputs ?? {}).map(([name, { value }]) => [name, value]));
}

/** Names of the outputs that a stack reads, by the stack that publishes them; undefined for all of them. */
export function outputsRead(stack: Stack, stacks: readonly Stack[]): Map<Stack, ReadonlySet<string> | undefined> {
  const references = textsIn(stack.json).flatMap(referencesIn);
  return new Map(
    [...producersOf(stack, stacks)].map(([reader, producer]) => {
      const own = references.filter((reference) => readerOf(reference) === reader);
      const names = own.map((reference) => outputReference(reference)?.output);
      return [producer, names.includes(undefined) ? undefined : new Set(names as string[])];
    }),
  );
}

/** SHA-256 of a value, whatever the order of its keys. */
export function digestOf(value: unknown): string {
  return createHash("sha256")
    .update(JSON.stringify(sorted(value)) ?? "")
    .digest("hex");
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/** Versions of the providers that the repository's lock file names. Its hashes differ from machine to machine. */
function lockedVersions(): Record<string, string> {
  const lock = readFileSync(join(projectRoot(), ".terraform.lock.hcl"), "utf8");
  const all = lock.matchAll(/^provider "([^"]+)" \{\s+version\s+= "([^"]+)"/gm);
  return Object.fromEntries([...all].map(([, name = "", version = ""]) => [name, version]));
}
