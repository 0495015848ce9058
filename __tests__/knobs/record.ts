import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Action } from "../../commands/preview/changes";
import { projectRoot } from "../../platform/root";

/** What becomes of the resources of one type. */
export interface TypeEffect {
  readonly count: number;
  /** Arguments that force a replacement. */
  readonly because?: readonly string[];
}

export type Effects = Partial<Record<Action, Readonly<Record<string, TypeEffect>>>>;

/** A knob that was changed. */
export interface WalkedKnob {
  /** Where: the place in the environment, as in `data.tables.sessions.ttlAttribute`. */
  readonly at: string;
  /** The value that it got. */
  readonly to: unknown;
  /** Other values that change with it, by the path to each. */
  readonly beside?: Readonly<Record<string, unknown>>;
  /** Environments whose files get it, where it is not that of the environment alone. */
  readonly files?: readonly string[];
  /** Hash of what that changes in the JSON; empty where it changes nothing. */
  readonly touched: string;
  readonly effects: Effects;
  /** Calls that the change needs and the pipeline may not make. */
  readonly denied?: readonly string[];
  /** What the provider says where it refuses the change. */
  readonly refused?: string;
}

/** The knobs of an environment, by key. */
export type KnobRecord = Readonly<Record<string, WalkedKnob>>;

/** Knobs that change different resources, so that one synthesis shows whether what is recorded of all still holds. */
export interface Batch {
  readonly knobs: readonly string[];
  /** Hash of what they change in the JSON together. */
  readonly touched: string;
}

/** What is recorded of an environment. */
export interface EnvironmentRecord {
  readonly knobs: KnobRecord;
  readonly batches: readonly Batch[];
}

/** The file with the record of an environment. */
export function recordFile(environment: string): string {
  return join(projectRoot(), "__tests__", "knobs", "record", `${environment}.json`);
}

/** What was recorded of an environment; nothing before its first walk. */
export function readRecord(environment: string): EnvironmentRecord {
  const file = recordFile(environment);
  if (!existsSync(file)) return { knobs: {}, batches: [] };
  return JSON.parse(readFileSync(file, "utf8")) as EnvironmentRecord;
}

/** The record as its file has it: a line for each knob, so that two people who change others do not collide. */
export function recordText({ knobs, batches }: EnvironmentRecord): string {
  const lines = Object.entries(knobs).map(([key, knob]) => `    ${JSON.stringify(key)}: ${JSON.stringify(knob)}`);
  const groups = batches.map((batch) => `    ${JSON.stringify(batch)}`);
  return `{\n  "knobs": {\n${lines.join(",\n")}\n  },\n  "batches": [\n${groups.join(",\n")}\n  ]\n}\n`;
}
