import type { z } from "zod";
import type { DeepPartial, EnvironmentFrame, Tier } from "../../platform/environment";
import { type FileError, formatPlace, type Place } from "./errors";
import type { Level, Merged, Origin } from "./merge";
import { nodeAt, type Source, type SourceNode } from "./source";
import { formatKey, formatPath, type Path, snippet, valueAt } from "./values";

/** An environment put together from its files, not yet found right or wrong. */
export interface MergedEnvironment {
  readonly name: string;
  readonly source: Source;
  readonly base?: Source;
  readonly tier?: Tier;
  /** What the values have to be. */
  readonly schema: z.ZodType;
  /** Lowest precedence first: tier defaults, base file, environment file. */
  readonly levels: readonly Level[];
  readonly merged: Merged;
}

/** An environment that was checked against the schema, as the rules get it. */
export interface Candidate<E extends EnvironmentFrame = EnvironmentFrame> extends MergedEnvironment {
  /** The values the schema accepts; whatever it does not is missing here, so a rule never sees a value of a wrong type. */
  readonly settings: DeepPartial<E>;
  /** The environment as a whole, when the schema accepts all of it. */
  readonly environment?: E;
}

/** The text of a place or a tier: `environments/prod.yaml:3:9`, `default of tier production`. */
export function formatOrigin(origin: Origin): string {
  return origin.kind === "tier" ? `default of tier ${origin.tier}` : formatPlace(origin.place);
}

/** What the files say at the path: the environment's own file first, then its base. */
export function writtenAt(environment: MergedEnvironment, path: Path): SourceNode | undefined {
  return nodeAt(environment.source.root, path) ?? nodeAt(environment.base?.root, path);
}

/**
 * The place where a value can be fixed: where a file sets it; for a default of the tier the environment's own file;
 * else the nearest section that a file has, else the start of the environment file.
 */
export function placeOf(environment: MergedEnvironment, path: Path): Place {
  const isDefault = !writtenAt(environment, path) && valueAt(environment.merged.value, path) !== undefined;
  if (isDefault) return ownPlaceOf(environment, path);
  for (let length = path.length; length > 0; length--) {
    const node = writtenAt(environment, path.slice(0, length));
    if (node) return node.place;
  }
  return environment.source.root?.place ?? { file: environment.source.file };
}

/** The place in the environment's own file: the nearest section that it has, else the line that chooses its tier. */
export function ownPlaceOf(environment: MergedEnvironment, path: Path): Place {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(environment.source.root, path.slice(0, length));
    if (node) return node.place;
  }
  return writtenAt(environment, ["tier"])?.place ?? environment.source.root?.place ?? { file: environment.source.file };
}

/** Where a value comes from, for an error elsewhere that refers to it: its place, or the tier whose default it is. */
export function originOf(environment: MergedEnvironment, path: Path): string {
  const isDefault =
    !writtenAt(environment, path) && environment.tier && valueAt(environment.merged.value, path) !== undefined;
  return isDefault ? `default of tier ${environment.tier}` : formatPlace(placeOf(environment, path));
}

/** For an error between values: the place of the first that a file sets, else that of the first. */
export function placeBetween(environment: MergedEnvironment, path: Path, ...others: Path[]): Place {
  return placeOf(environment, [path, ...others].find((candidate) => writtenAt(environment, candidate)) ?? path);
}

/** The value as its file spells it; a default with the tier it comes from; `nothing` when missing. */
export function seenAt(environment: MergedEnvironment, path: Path): string {
  const node = writtenAt(environment, path);
  if (node) return typeof node.value === "object" ? snippet(node.value ?? undefined) : node.text;
  const value = valueAt(environment.merged.value, path);
  return value === undefined ? "nothing" : `${snippet(value)} (default of tier ${environment.tier})`;
}

/** An error of the value at the path, with its place and the value seen. Both can be given where others say more. */
export function errorAt(
  environment: MergedEnvironment,
  path: Path,
  {
    place = placeOf(environment, path),
    seen = seenAt(environment, path),
    ...text
  }: Pick<FileError, "allowed" | "fix"> & Partial<FileError>,
): FileError {
  const error = { place, key: formatPath(path), seen, ...text };
  return place.file === environment.source.file ? error : { ...error, sharedBy: [environment.name] };
}

/** An error of the key at the end of the path, whatever its value is. */
export function keyErrorAt(
  environment: MergedEnvironment,
  path: Path,
  text: Pick<FileError, "allowed" | "why" | "fix">,
): FileError {
  const seen = `the key ${formatKey(path.at(-1) ?? "")}`;
  return errorAt(environment, path, { place: writtenAt(environment, path)?.keyPlace, seen, ...text });
}
