import type { FileError } from "../../environments/loader/errors";
import { type Candidate, errorAt, writtenAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { type Path, valueAt } from "../../environments/loader/values";
import type { DataEnvironment } from "./config";

/** The error of a range whose least is more than its most. */
function upsideDown(candidate: Candidate, section: Path, least: string, most: string): FileError[] {
  const range = valueAt(candidate.settings, section) as Readonly<Record<string, unknown>> | undefined;
  const [low, high] = [range?.[least], range?.[most]];
  if (typeof low !== "number" || typeof high !== "number" || low <= high) return [];
  const isWritten = (key: string) => writtenAt(candidate, [...section, key]) !== undefined;
  if (isWritten(most) && !isWritten(least)) {
    const allowed = `at least ${least}, ${low}`;
    return [errorAt(candidate, [...section, most], { allowed, fix: `Set it to ${low} or more, or lower ${least}.` })];
  }
  const allowed = `at most ${most}, ${high}`;
  return [errorAt(candidate, [...section, least], { allowed, fix: `Set it to ${high} or less, or raise ${most}.` })];
}

const databaseCapacity: Rule<DataEnvironment> = each((candidate) =>
  upsideDown(candidate, ["data", "relational", "capacity"], "minAcu", "maxAcu"),
);

const tableCapacity: Rule<DataEnvironment> = each((candidate) => {
  const tables = Object.keys(candidate.settings.data?.tables ?? {}).map((name) => ["data", "tables", name, "billing"]);
  return [["data", "tableBilling"], ...tables].flatMap((billing) =>
    ["read", "write"].flatMap((direction) => upsideDown(candidate, [...billing, direction], "min", "max")),
  );
});

export const capacityRules: readonly Rule<DataEnvironment>[] = [databaseCapacity, tableCapacity];
