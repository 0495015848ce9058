import { basename, dirname, join } from "node:path";
import picomatch from "picomatch";
import { z } from "zod";
import { type FileError, formatError } from "../../environments/loader/errors";
import { nodeAt, readSource, type Source } from "../../environments/loader/source";
import { closest } from "../../environments/loader/suggest";
import { formatPath } from "../../environments/loader/values";
import { projectRoot } from "../../platform/root";
import { allRules } from "../../policies/rules/all";
import type { Violation } from "./violation";

const checkId = z.string().refine((id) => /^CKV2?_[A-Z]+_\d+$/.test(id) || allRules.some((rule) => rule.id === id), {
  message: "the id of a check, as in CKV_AWS_144 or STRATA006",
});
const globs = z.array(z.string().min(1, "a glob"), "a list of globs").min(1, "at least one glob");

export const waiverSchema = z.strictObject({
  id: checkId.describe("The check that is waived, checkov's or the platform's."),
  scope: z
    .strictObject({
      stacks: globs.describe("Globs on stack ids, as in prod-* or *-security."),
      addresses: globs.describe("Globs on addresses, as in aws_s3_bucket.access_logs."),
    })
    .describe("The resources that the waiver covers."),
  reason: z
    .string("a sentence that says why this is right")
    .min(20, "a sentence that says why this is right")
    .describe("Why it is right, not why it is convenient."),
  owner: z.string("a name or team").min(2, "a name or team").describe("Who is responsible for it."),
  expires: z.iso.date("a date, as in 2027-06-30").describe("Last day of the waiver, at most two years ahead."),
});

export const waiversSchema = z.strictObject({ waivers: z.array(waiverSchema) });

export interface Waiver extends z.infer<typeof waiverSchema> {
  /** Where it is in the file, counted from 0. */
  readonly index: number;
}

/** The waivers of a file, and what is wrong with it. */
export interface Waivers {
  readonly source: Source;
  readonly waivers: readonly Waiver[];
  readonly errors: readonly FileError[];
}

/** The file that holds every exception. */
export function waiversFile(): string {
  return join(projectRoot(), "policies", "waivers.yaml");
}

/**
 * Reads the waivers. Never throws: errors are in `errors`, and a waiver with an error waives nothing.
 * @param today as in `2026-11-30`
 */
export function readWaivers(today: string, file: string = waiversFile()): Waivers {
  const source = readSource(dirname(file), basename(file));
  if (!source.root) return { source, waivers: [], errors: source.errors };
  const { data, error } = waiversSchema.safeParse(source.root.value);
  if (!data) {
    return {
      source,
      waivers: [],
      errors: [...source.errors, ...(error?.issues.map((issue) => schemaError(source, issue)) ?? [])],
    };
  }
  const waivers = data.waivers.map((waiver, index) => ({ ...waiver, index }));
  const lasting = waivers.filter(({ expires }) => expires >= today && expires <= lastDay(today));
  const errors = waivers
    .filter((waiver) => !lasting.includes(waiver))
    .map((waiver) => expiryError(source, waiver, today));
  return { source, waivers: lasting, errors: [...source.errors, ...errors] };
}

/** A waiver that outlives everybody who remembers why is none. */
function lastDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCFullYear(date.getUTCFullYear() + 2);
  return date.toISOString().slice(0, 10);
}

function schemaError({ root, file }: Source, issue: z.core.$ZodIssue): FileError {
  const unknown = issue.code === "unrecognized_keys" ? issue.keys[0] : undefined;
  const path = unknown === undefined ? issue.path : [...issue.path, unknown];
  const node = nodeAt(root, path);
  // What is missing is reported at the nearest part that is there.
  const place = node?.place ?? nodeAt(root, path.slice(0, -1))?.place ?? { file };
  const key = formatPath(path);
  const seen = node ? node.text || "nothing" : "nothing";
  const keys = Object.keys(issue.path.at(-1) === "scope" ? waiverSchema.shape.scope.shape : waiverSchema.shape);
  if (unknown !== undefined) {
    const meant = closest(unknown, keys);
    const fix = meant ? `Did you mean ${meant}?` : "Remove it.";
    return { place, key, seen: `the key ${unknown}`, allowed: `a key of a waiver (${keys.join(", ")})`, fix };
  }
  const { message } = issue;
  return { place, key, seen, allowed: message, fix: "Fix the waiver. The top of the file describes its keys." };
}

function expiryError({ root, file }: Source, { index, id, expires }: Waiver, today: string): FileError {
  const path = ["waivers", index, "expires"];
  const at = { place: nodeAt(root, path)?.place ?? { file }, key: formatPath(path), seen: expires };
  if (expires < today) {
    return {
      ...at,
      allowed: `a day from ${today} on`,
      why: `the waiver of ${id} has expired`,
      fix: "Fix what it waives, or review the waiver and extend it.",
    };
  }
  return { ...at, allowed: `a day up to ${lastDay(today)}, at most two years ahead`, fix: "Choose an earlier date." };
}

/** The errors of waivers that waive nothing. */
export function unusedErrors({ source }: Waivers, unused: readonly Waiver[]): FileError[] {
  return unused.map(({ index, id }) => ({
    place: nodeAt(source.root, ["waivers", index])?.place ?? { file: source.file },
    key: formatPath(["waivers", index]),
    seen: `a waiver of ${id} that matches none`,
    allowed: "a waiver that matches a finding",
    fix: "Remove it if what it waived was fixed, or correct its scope.",
  }));
}

/** Whether the waiver covers the finding. */
export function waives({ id, scope }: Waiver, violation: Violation): boolean {
  return (
    id === violation.id &&
    picomatch.isMatch(violation.stack, scope.stacks) &&
    // The dots of an address separate nothing here, and a name may begin with one part of another.
    picomatch.isMatch(violation.address, scope.addresses, { dot: true })
  );
}

/** Errors as lines. */
export function formatErrors(errors: readonly FileError[]): string[] {
  return errors.map((error) => formatError(error));
}
