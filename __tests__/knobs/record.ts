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

const file = join(projectRoot(), "__tests__", "knobs", "record.json");

/** What was recorded, by environment. */
export function readRecord(): Readonly<Record<string, KnobRecord>> {
  return existsSync(file) ? (JSON.parse(readFileSync(file, "utf8")) as Record<string, KnobRecord>) : {};
}

/** The record as its file has it: a line for each knob, so that two people who change others do not collide. */
export function recordText(record: Readonly<Record<string, KnobRecord>>): string {
  const environments = Object.entries(record).map(([name, knobs]) => {
    const lines = Object.entries(knobs).map(([key, knob]) => `    ${JSON.stringify(key)}: ${JSON.stringify(knob)}`);
    return `  ${JSON.stringify(name)}: {\n${lines.join(",\n")}\n  }`;
  });
  return `{\n${environments.join(",\n")}\n}\n`;
}
