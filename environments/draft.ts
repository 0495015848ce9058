import type { Environment } from "../layers/layers";
import type { DeepPartial, Tier } from "../platform/environment";
import { type Fault, formatPlace, type Place } from "./faults";
import type { Level, Merged, Origin } from "./merge";
import { nodeAt, type Source, type SourceNode } from "./source";
import { formatKey, formatPath, type Path, snippet, valueAt } from "./values";

/** An environment put together from its files, not yet found right or wrong. */
export interface Draft {
  readonly name: string;
  readonly source: Source;
  readonly base?: Source;
  readonly tier?: Tier;
  /** Lowest precedence first: tier defaults, base file, environment file. */
  readonly levels: readonly Level[];
  readonly merged: Merged;
}

/** A draft that was checked against the schema, as the rules get it. */
export interface Candidate extends Draft {
  /** The values the schema accepts; whatever it does not is missing here, so a rule never sees a value of a wrong type. */
  readonly settings: DeepPartial<Environment>;
  /** The environment as a whole, when the schema accepts all of it. */
  readonly environment?: Environment;
}

/** The text of a place or a tier: `environments/prod.yaml:3:9`, `default of tier production`. */
export function formatOrigin(origin: Origin): string {
  return origin.kind === "tier" ? `default of tier ${origin.tier}` : formatPlace(origin.place);
}

/** What the files say at the path: the environment's own file first, then its base. */
export function writtenAt(draft: Draft, path: Path): SourceNode | undefined {
  return nodeAt(draft.source.root, path) ?? nodeAt(draft.base?.root, path);
}

/**
 * The place where a value can be mended: where a file sets it; for a default of the tier the environment's own file;
 * else the nearest section that a file has, else the start of the environment file.
 */
export function placeOf(draft: Draft, path: Path): Place {
  const isDefault = !writtenAt(draft, path) && valueAt(draft.merged.value, path) !== undefined;
  if (isDefault) return ownPlaceOf(draft, path);
  for (let length = path.length; length > 0; length--) {
    const node = writtenAt(draft, path.slice(0, length));
    if (node) return node.place;
  }
  return draft.source.root?.place ?? { file: draft.source.file };
}

/** The place in the environment's own file: the nearest section that it has, else the line that chooses its tier. */
export function ownPlaceOf(draft: Draft, path: Path): Place {
  for (let length = path.length; length > 0; length--) {
    const node = nodeAt(draft.source.root, path.slice(0, length));
    if (node) return node.place;
  }
  return writtenAt(draft, ["tier"])?.place ?? draft.source.root?.place ?? { file: draft.source.file };
}

/** Where a value comes from, for a fault elsewhere that refers to it: its place, or the tier whose default it is. */
export function originOf(draft: Draft, path: Path): string {
  const isDefault = !writtenAt(draft, path) && draft.tier && valueAt(draft.merged.value, path) !== undefined;
  return isDefault ? `default of tier ${draft.tier}` : formatPlace(placeOf(draft, path));
}

/** For a fault between values: the place of the first that a file sets, else that of the first. */
export function placeBetween(draft: Draft, path: Path, ...others: Path[]): Place {
  return placeOf(draft, [path, ...others].find((candidate) => writtenAt(draft, candidate)) ?? path);
}

/** The value as its file spells it; a default with the tier it comes from; `nothing` when missing. */
export function seenAt(draft: Draft, path: Path): string {
  const node = writtenAt(draft, path);
  if (node) return typeof node.value === "object" ? snippet(node.value ?? undefined) : node.text;
  const value = valueAt(draft.merged.value, path);
  return value === undefined ? "nothing" : `${snippet(value)} (default of tier ${draft.tier})`;
}

/** A fault of the value at the path, with its place and the value seen. Both can be given where others say more. */
export function faultAt(
  draft: Draft,
  path: Path,
  {
    place = placeOf(draft, path),
    seen = seenAt(draft, path),
    ...text
  }: Pick<Fault, "allowed" | "fix"> & Partial<Fault>,
): Fault {
  const fault = { place, key: formatPath(path), seen, ...text };
  return place.file === draft.source.file ? fault : { ...fault, sharedBy: [draft.name] };
}

/** A fault of the key at the end of the path, whatever its value is. */
export function keyFaultAt(draft: Draft, path: Path, text: Pick<Fault, "allowed" | "fix">): Fault {
  const seen = `the key ${formatKey(path.at(-1) ?? "")}`;
  return faultAt(draft, path, { place: writtenAt(draft, path)?.keyPlace, seen, ...text });
}
