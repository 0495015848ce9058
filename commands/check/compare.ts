import { isDeepStrictEqual } from "node:util";
import pc from "picocolors";
import type { Leaf } from "../../environments/loader/merge";
import { type Candidate, formatOrigin } from "../../environments/loader/merged-environment";
import { descriptionAt } from "../../environments/loader/shape";
import { snippet } from "../../environments/loader/values";
import { oneWays } from "../preview/one-way";
import { leavesByKey, schemaOrder } from "./leaves";

const screenWidth = 120;
const gap = "  ";

interface Difference {
  readonly key: string;
  /** What changing the value loses, and why AWS refuses to change it to that of the other; empty where neither. */
  readonly warnings: readonly string[];
  readonly left?: Leaf;
  readonly right?: Leaf;
}

/**
 * A table of every value in which two environments differ: under each value the line or tier it comes from, and what
 * would be lost if it became that of the other, or why AWS would refuse that.
 */
export function compare(left: Candidate, right: Candidate): string {
  const differences = differencesOf(left, right);
  if (differences.length === 0) return `${left.name} and ${right.name} have no differences.`;
  const keyWidth = Math.max(...differences.map(({ key }) => key.length));
  const cellWidth = Math.max(20, Math.floor((screenWidth - keyWidth - 2 * gap.length) / 2));

  const row = (key: string, a: string, b: string): string => {
    const [left, right] = [wrap(a, cellWidth), wrap(b, cellWidth)];
    return Array.from({ length: Math.max(left.length, right.length) }, (_, line) =>
      [(line === 0 ? key : "").padEnd(keyWidth), (left[line] ?? "").padEnd(cellWidth), right[line] ?? ""]
        .join(gap)
        .trimEnd(),
    ).join("\n");
  };

  return [
    pc.bold(row("", left.name, right.name)),
    ...differences.flatMap(({ key, warnings, left: a, right: b }) => [
      row(key, valueText(a), valueText(b)),
      pc.dim(row("", originText(a), originText(b))),
      ...warnings
        .flatMap((warning) => wrap(warning, screenWidth - gap.length))
        .filter(Boolean)
        .map((line) => pc.red(gap + line)),
    ]),
  ].join("\n");
}

function differencesOf(left: Candidate, right: Candidate): Difference[] {
  const [own, other] = [leavesByKey(left), leavesByKey(right)];
  const order = schemaOrder();
  return [...new Map([...other, ...own])]
    .filter(([key]) => !isDeepStrictEqual(own.get(key)?.value, other.get(key)?.value))
    .sort(([, a], [, b]) => order(a.path) - order(b.path))
    .map(([key, { path }]) => ({
      key,
      warnings: [
        lossOf(descriptionAt(left.schema, path, left.merged.value)),
        ...refusals(key, [left.name, own.get(key)?.value], [right.name, other.get(key)?.value]),
        ...refusals(key, [right.name, other.get(key)?.value], [left.name, own.get(key)?.value]),
      ],
      left: own.get(key),
      right: other.get(key),
    }));
}

/** Why AWS would refuse to give one environment the value of another. */
function refusals(key: string, [name, value]: [string, unknown], [other, wanted]: [string, unknown]): string[] {
  if (typeof value !== "string" || typeof wanted !== "string") return [];
  return oneWays
    .filter(({ knob }) => knob === key)
    .flatMap(({ refusal }) => refusal(value, wanted) ?? [])
    .map((why) => `${name} cannot take the value of ${other}: ${why}.`);
}

/** The sentences of a description that say what a change replaces, destroys or loses. */
export function lossOf(description: string): string {
  const sentences = description.split(/(?<=\.)\s+/);
  return sentences.filter((sentence) => /\b(replaces|destroys|loses)\b/.test(sentence)).join(" ");
}

function valueText(leaf: Leaf | undefined): string {
  return leaf?.value === undefined ? "not set" : snippet(leaf.value, Infinity);
}

function originText(leaf: Leaf | undefined): string {
  return leaf ? formatOrigin(leaf.origin) : "";
}

/** Lines of at most `width` characters, broken anywhere: the difference may be in the last character. */
function wrap(text: string, width: number): string[] {
  return text.match(new RegExp(`.{1,${width}}`, "g")) ?? [""];
}
