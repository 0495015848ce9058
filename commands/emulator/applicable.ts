import { addressesIn } from "../../synthesized/reference";
import { blocksByAddress } from "../../synthesized/resource";
import type { Block, StackJson } from "../../synthesized/stack";
import type { Emulator } from "./definition";

/** A resource or data source that is left out, and why. */
export interface Skipped {
  readonly address: string;
  readonly reason: string;
}

export interface Selection {
  /** Addresses of the resources that stay. */
  readonly resources: readonly string[];
  readonly skipped: readonly Skipped[];
}

/** Why the emulator cannot have a resource, or undefined when it can. */
export type Judge = (type: string, block: Block) => string | undefined;

/** Judges whether the emulator can apply a resource. */
export function canApply(emulator: Emulator): Judge {
  return (type, block) =>
    emulator.unsupported[type] ??
    emulator.unsupportedWith.find((entry) => entry.type === type && isSet(block[entry.attribute]))?.reason;
}

/** Judges whether the emulator can apply a resource without a long wait of the provider. */
export function canApplySoon(emulator: Emulator): Judge {
  const cannot = canApply(emulator);
  return (type, block) => {
    const slow = emulator.slow[type];
    return cannot(type, block) ?? (slow && `takes ${slow.seconds} s: ${slow.reason}`);
  };
}

/** Judges whether a resource can even be planned against the emulator. */
export function canPlan(emulator: Emulator): Judge {
  return (type) => (emulator.unplannable.includes(type) ? emulator.unsupported[type] : undefined);
}

function isSet(value: unknown): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== false;
}

/** Parts a stack into what stays and what is left out: a resource stays when it and all that it depends on are judged fit. */
export function selectResources(json: StackJson, judge: Judge): Selection {
  const blocks = blocksByAddress(json);
  const reasons = new Map<string, string | undefined>();

  const reasonOf = (address: string): string | undefined => {
    if (reasons.has(address)) return reasons.get(address);
    // Terraform refuses cycles; this only keeps the search from running round in one.
    reasons.set(address, undefined);
    const { type, block } = blocks.get(address) as { type: string; block: Block };
    const own = judge(type, block);
    const missing = [...addressesIn(block, blocks)].find((other) => other !== address && reasonOf(other) !== undefined);
    const reason = own ?? (missing && `depends on ${missing}`);
    reasons.set(address, reason);
    return reason;
  };

  const addresses = [...blocks.keys()];
  const skipped = addresses.flatMap((address) => {
    const reason = reasonOf(address);
    return reason === undefined ? [] : [{ address, reason }];
  });
  const resources = addresses.filter((address) => !address.startsWith("data.") && reasonOf(address) === undefined);
  return { resources, skipped };
}

/** The `-target` arguments that keep Terraform to the selection; none where nothing is left out. */
export function targetArguments({ resources, skipped }: Selection): string[] {
  return skipped.length === 0 ? [] : resources.map((address) => `-target=${address}`);
}

/** Names of the outputs that need something that is left out. */
export function missingOutputs(json: StackJson, { skipped }: Selection): string[] {
  const absent = new Set(skipped.map(({ address }) => address));
  return Object.entries(json.output ?? {})
    .filter(([, output]) => addressesIn(output, absent).size > 0)
    .map(([name]) => name);
}

/** Names of the outputs that an apply of the selection writes: with targets, those with a resource among them only. */
export function writtenOutputs(json: StackJson, selection: Selection): string[] {
  const missing = new Set(missingOutputs(json, selection));
  const applied = new Set(selection.resources);
  const isWritten = (output: unknown) => selection.skipped.length === 0 || addressesIn(output, applied).size > 0;
  return Object.entries(json.output ?? {}).flatMap(([name, output]) =>
    !missing.has(name) && isWritten(output) ? [name] : [],
  );
}
