import { held } from "../../commands/preview/held";
import { formatPath, type Path, snippet, valueAt } from "../../environments/loader/values";
import { tierDefaults } from "../../environments/schema";
import { tiers } from "../../platform/environment";
import { anyName, type Knob, sectionOf, sections } from "./knobs";
import type { Effects, KnobRecord, TypeEffect, WalkedKnob } from "./record";

/** An environment whose knobs were changed. */
export interface WalkedEnvironment {
  readonly name: string;
  readonly knobs: readonly Knob[];
  readonly record: KnobRecord;
}

/** What the page is made of. */
export interface PageInput {
  /** The environment that the page tells about, and another where that one differs. */
  readonly first: WalkedEnvironment;
  readonly second: WalkedEnvironment;
  /** Why knobs have no other value, by key. */
  readonly reasons: Readonly<Record<string, string>>;
}

/** How many knobs do what. */
export interface KnobCounts {
  readonly knobs: number;
  readonly changed: number;
  readonly none: number;
  readonly updates: number;
  readonly replaces: number;
  readonly destroys: number;
  readonly losesData: number;
  readonly administrator: number;
}

const has = (effects: Effects, action: keyof Effects) => Object.keys(effects[action] ?? {}).length > 0;

/** Counts knobs by the gravest thing that they do. */
export function countKnobs({ knobs, record }: Pick<WalkedEnvironment, "knobs" | "record">): KnobCounts {
  const all = Object.values(record);
  const destroys = all.filter(({ effects }) => has(effects, "delete"));
  const replaces = all.filter(({ effects }) => has(effects, "replace") && !has(effects, "delete"));
  const none = all.filter(({ effects, refused }) => Object.keys(effects).length === 0 && refused === undefined);
  return {
    knobs: knobs.length,
    changed: all.length,
    none: none.length,
    updates: all.length - destroys.length - replaces.length - none.length,
    replaces: replaces.length,
    destroys: destroys.length,
    losesData: all.filter((one) => lostBy(one).length > 0).length,
    administrator: all.filter(({ denied }) => denied !== undefined).length,
  };
}

/** Types that hold data and that the change replaces or destroys. */
export function lostBy({ effects }: WalkedKnob): string[] {
  const gone = [...Object.keys(effects.replace ?? {}), ...Object.keys(effects.delete ?? {})];
  return [...new Set(gone)].filter((type) => type in held).sort();
}

/** `docs/knobs.md`. */
export function knobsPage({ first, second, reasons }: PageInput): string {
  return [
    "# What a knob does",
    "",
    "<!-- Generated from the schema and __tests__/knobs/record. Write it anew with: npx vitest run --project unit __tests__/knobs/page.test.ts --update -->",
    "",
    `Tests change the knobs of ${first.name} one by one, as an edit of its file would, and those of ${second.name} with dr beside it.`,
    "They plan the difference with the AWS provider, without an account. Defaults are those of the tiers sandbox,",
    "nonproduction and production. What a change needs is asked of the policies of the pipeline; `administrator` means",
    "that they refuse a call. Another value than the one that was tried can do something else:",
    "`strata preview --against` tells what yours does. Types in bold hold data. A second line shows prod where it",
    "differs. It is missing where no other value was found that `check` takes in prod.",
    "",
    ...[first, second].map(countText),
    ...sections.flatMap((section) => {
      const own = merged(first.knobs, second.knobs).filter((knob) => sectionOf(knob) === section);
      return ["", `## ${section}`, "", ...table(own, first, second, reasons)];
    }),
    "",
  ].join("\n");
}

function countText({ name, ...environment }: WalkedEnvironment): string {
  const count = countKnobs(environment);
  return (
    `- ${name}: ${count.knobs} knobs; ${count.changed} have another value. ${count.none} of those change nothing in AWS, ` +
    `${count.updates} create or update in place, ${count.replaces} replace a resource, ${count.destroys} destroy one; ` +
    `${count.losesData} lose data with it. ${count.administrator} need an administrator.`
  );
}

/** The knobs of both, each of the second alone behind the one that it follows there. */
function merged(knobs: readonly Knob[], others: readonly Knob[]): Knob[] {
  const result = [...knobs];
  for (const [index, knob] of others.entries()) {
    if (result.some(({ key }) => key === knob.key)) continue;
    const before = others[index - 1]?.key;
    result.splice(result.findIndex(({ key }) => key === before) + 1, 0, knob);
  }
  return result;
}

function table(
  knobs: readonly Knob[],
  first: WalkedEnvironment,
  second: WalkedEnvironment,
  reasons: PageInput["reasons"],
): string[] {
  return [
    "| knob | meaning | default | tried | effect | applied by |",
    "| --- | --- | --- | --- | --- | --- |",
    ...knobs.map((knob) => {
      const reason = reasons[knob.key] ?? "Not tried: no other value was found that `check` takes.";
      const cells = effectCells(knob, first, second) ?? ["—", reason, "—"];
      return `| ${[code(knob.key), firstSentence(knob.description), defaults(knob), ...cells].map(cell).join(" | ")} |`;
    }),
  ];
}

/** What was tried, its effect and who applies it; undefined where neither environment has another value. */
function effectCells({ key }: Knob, first: WalkedEnvironment, second: WalkedEnvironment): string[] | undefined {
  const [one, other] = [first.record[key], second.record[key]];
  if (!one) return other && cellsOf(other).map((text) => `${second.name}: ${text}`);
  if (!other || kindsOf(other) === kindsOf(one)) return cellsOf(one);
  return cellsOf(one).map((text, index) => both(text, cellsOf(other)[index] ?? "", second.name));
}

function cellsOf(walked: WalkedKnob): string[] {
  return [triedText(walked), effectText(walked), appliedBy(walked)];
}

function both(text: string, other: string, name: string): string {
  return text === other ? text : `${text}<br>${name}: ${other}`;
}

/** What a change does, whatever the number of resources: equal texts need one cell. */
function kindsOf({ effects, denied = [], refused }: WalkedKnob): string {
  const types = (action: keyof Effects) => Object.keys(effects[action] ?? {}).sort();
  const isSome = (action: keyof Effects) => has(effects, action);
  return JSON.stringify([types("delete"), types("replace"), isSome("create"), isSome("update"), denied, refused]);
}

function triedText({ to, beside = {}, files = [] }: WalkedKnob): string {
  const others = Object.entries(beside).map(([at, value]) => code(`${at}: ${snippet(value, 30)}`));
  const where = files.length > 0 ? ` in ${files.join(" and ")}` : "";
  return code(snippet(to, 30)) + where + (others.length > 0 ? `, with ${others.join(", ")}` : "");
}

function effectText({ effects, touched, refused }: WalkedKnob): string {
  if (refused !== undefined) return `refused: ${refused.replace(/^\S+: /, "")}`;
  const number = (action: keyof Effects) =>
    Object.values(effects[action] ?? {}).reduce((sum, { count }) => sum + count, 0);
  const parts = [
    has(effects, "delete") && `destroys ${typesText(effects.delete ?? {})}`,
    has(effects, "replace") && `replaces ${typesText(effects.replace ?? {})}`,
    has(effects, "create") && `creates ${number("create")}`,
    has(effects, "update") && `updates ${number("update")}`,
  ].filter(Boolean);
  return parts.join("; ") || (touched === "" ? "none" : "none: the provider ignores it");
}

const mostTypes = 3;

/** Types that hold data first, each with the arguments that force its replacement. */
function typesText(types: Readonly<Record<string, TypeEffect>>): string {
  const sorted = Object.entries(types).sort(([one], [other]) => Number(other in held) - Number(one in held));
  const texts = sorted.slice(0, mostTypes).map(([type, { because = [] }]) => {
    const reason = because.length > 0 ? ` (${because.map(code).join(", ")})` : "";
    return `${type in held ? `**${type}**` : code(type)}${reason}`;
  });
  const more = sorted.length - texts.length;
  return texts.join(", ") + (more > 0 ? ` and ${more} more types` : "");
}

function appliedBy({ effects, denied, refused }: WalkedKnob): string {
  if (refused !== undefined || Object.keys(effects).length === 0) return "—";
  if (denied === undefined) return "pipeline";
  const more = denied.length > 2 ? ` and ${denied.length - 2} more` : "";
  return `administrator: ${denied.slice(0, 2).map(code).join(", ")}${more}`;
}

/** The default of each tier; one where they are equal. */
function defaults({ key, places }: Knob): string {
  const path = places[0]?.path ?? [];
  const values = tiers.map((tier) => valueAt(tierDefaults(tier), path));
  if (values.every((value) => value === undefined)) return "—";
  const texts = values.map((value) => (value === undefined ? "—" : snippet(value, 30)));
  const text = new Set(texts).size === 1 ? String(texts[0]) : texts.join(" / ");
  const entry = key.includes(anyName) ? ` (${entryOf(path, key)})` : "";
  return code(text) + entry;
}

function entryOf(path: Path, key: string): string {
  const names = path.filter((part) => !key.split(".").includes(String(part)));
  return formatPath(names);
}

function firstSentence(text: string): string {
  return /^.*?[.](?=\s|$)/s.exec(text)?.[0] ?? text;
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
