import { writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import pc from "picocolors";
import { environmentsFolder, inspectEnvironments } from "../../environments/inspect";
import { environmentJsonSchema, schemaFileName } from "../../environments/json-schema";
import { countErrors, type FileError, formatError } from "../../environments/loader/errors";
import type { Inspection } from "../../environments/loader/inspect";
import type { Candidate } from "../../environments/loader/merged-environment";
import { didYouMean } from "../../environments/loader/suggest";
import { today } from "../today";
import { compare } from "./compare";
import { explain } from "./explain";
import type { CheckResult } from "./result";

export type CheckRequest =
  | { readonly mode: "errors" | "json" | "write-schema" }
  /** An empty key asks for all values. */
  | { readonly mode: "explain"; readonly environment: string; readonly key: string }
  | { readonly mode: "compare"; readonly left: string; readonly right: string };

/**
 * Does what `strata check` was asked for and returns what it prints.
 * @param directory folder of the environment files. Default: `environments` in the repository.
 * @param day by which exceptions are judged. Default: today.
 */
export function runCheck(
  request: CheckRequest,
  directory: string = environmentsFolder(),
  day: string = today(),
): CheckResult {
  if (request.mode === "write-schema") return writeSchema(directory);
  const inspection = inspectEnvironments(directory, day);
  switch (request.mode) {
    case "errors":
      return listErrors(inspection);
    case "json":
      return { text: JSON.stringify(asJson(inspection), undefined, 2), ok: inspection.errors.length === 0 };
    case "explain": {
      const { environment, errors } = find(request.environment, inspection, directory);
      return environment ? explain(environment, request.key) : refusal(errors);
    }
    case "compare": {
      const left = find(request.left, inspection, directory);
      const right = find(request.right, inspection, directory);
      return left.environment && right.environment
        ? { text: compare(left.environment, right.environment), ok: true }
        : refusal([...left.errors, ...right.errors]);
    }
  }
}

function writeSchema(directory: string): CheckResult {
  writeFileSync(join(directory, schemaFileName), environmentJsonSchema());
  return { text: `Wrote ${basename(directory)}/${schemaFileName}.`, ok: true };
}

function listErrors({ candidates, errors }: Inspection): CheckResult {
  if (errors.length > 0) return refusal(errors);
  const count = `${candidates.length} ${candidates.length === 1 ? "environment" : "environments"}`;
  return { text: `${count}, no errors`, ok: true };
}

/** The errors one per line, then how many there are. */
function refusal(errors: readonly FileError[]): CheckResult {
  const lines = errors.map((error) => formatError(error, pc.bold));
  return { text: [...lines, "", pc.red(countErrors(errors))].join("\n"), ok: false };
}

function asJson({ candidates, errors }: Inspection): unknown {
  return {
    environments: candidates.map(({ name, source }) => ({ name, file: source.file })),
    errors: errors.map(({ place, sharedBy, ...error }) => ({
      ...place,
      ...error,
      ...(sharedBy?.length && { environments: sharedBy }),
    })),
  };
}

interface Found {
  readonly environment?: Candidate;
  /** Why there is no environment to look at. */
  readonly errors: readonly FileError[];
}

/** The environment of the name, right or wrong, as long as its file can be read. */
function find(name: string, { candidates, errors }: Inspection, directory: string): Found {
  const environment = candidates.find((candidate) => candidate.name === name);
  if (environment?.source.root) return { environment, errors: [] };
  if (environment) return { errors: errors.filter(({ place }) => place.file === environment.source.file) };
  const known = candidates.map((candidate) => candidate.name);
  const place = { file: basename(directory) };
  const allowed = `the name of an environment (${known.join(", ") || "there is none"})`;
  return { errors: [{ place, seen: name, allowed, fix: didYouMean(name, known, "Name one of them.") }] };
}
