import pc from "picocolors";
import { formatError } from "../../environments/loader/errors";
import { none } from "../../environments/loader/merge";
import { type Candidate, formatOrigin } from "../../environments/loader/merged-environment";
import { allPaths, schemaAt } from "../../environments/loader/shape";
import { closest } from "../../environments/loader/suggest";
import { formatPath, snippet } from "../../environments/loader/values";
import { environmentSchema } from "../../environments/schema";
import { leavesByKey } from "./leaves";
import type { CheckResult } from "./result";

/**
 * One line per value of a section, or of the whole environment: key, value, and the line or tier it comes from.
 * @param key in dots, as in `network.natPerAz` or `network`; empty for all
 */
export function explain(environment: Candidate, key: string): CheckResult {
  const leaves = leavesByKey(environment);
  const wanted = [...leaves].filter(([path]) => isAtOrBelow(path, key));
  if (wanted.length > 0) {
    const rows = wanted.map(
      ([path, { value, origin }]): Row => [
        path,
        value === undefined ? none : snippet(value, Infinity),
        formatOrigin(origin),
      ],
    );
    return { text: align(rows), ok: true };
  }
  const known = allPaths(environmentSchema).map(formatPath);
  if (known.includes(key)) {
    const applies = schemaAt(environmentSchema, key.split("."), environment.merged.value) !== undefined;
    const note = applies
      ? "not set by any file or tier"
      : `not set: it does not apply to the configuration of ${environment.name}`;
    return { text: `${pc.bold(key)}  ${note}`, ok: true };
  }
  const place = { file: environment.source.file };
  const allowed = "a key of an environment";
  const fix = suggestion(key, [...new Set([...leaves.keys(), ...known])]);
  return { text: formatError({ place, key, seen: "an unknown one", allowed, fix }, pc.bold), ok: false };
}

function isAtOrBelow(path: string, key: string): boolean {
  return key === "" || path === key || path.startsWith(`${key}.`);
}

/** The keys that may be meant, also when only the last part of a key was given. */
function suggestion(key: string, keys: readonly string[]): string {
  const last = (path: string) => path.slice(path.lastIndexOf(".") + 1);
  const whole = closest(key, keys);
  const lastMeant = closest(last(key), keys.map(last));
  const meant = whole === undefined ? keys.filter((known) => last(known) === lastMeant) : [whole];
  return meant.length > 0 ? `Did you mean ${meant.join(" or ")}?` : "Omit the key to see all of them.";
}

type Row = readonly [key: string, value: string, origin: string];

/** Columns two spaces apart; a very wide value pushes only its own line out. */
function align(rows: readonly Row[]): string {
  const keyWidth = Math.max(...rows.map(([key]) => key.length));
  const valueWidth = Math.min(48, Math.max(...rows.map(([, value]) => value.length)));
  return rows
    .map(([key, value, origin]) => `${pc.bold(key.padEnd(keyWidth))}  ${value.padEnd(valueWidth)}  ${origin}`)
    .join("\n");
}
