import type { Tier } from "../../platform/environment";
import type { Place } from "./errors";
import { isMap, type Path, valueAt } from "./values";

/** Where a value of an environment comes from. */
export type Origin =
  | { readonly kind: "file"; readonly place: Place }
  /** The default of a tier, from the `config.ts` of the layer. */
  | { readonly kind: "tier"; readonly tier: Tier };

/** One source of values, as in `base.yaml` or the defaults of a tier. */
export interface Level {
  readonly value: unknown;
  /** Where the value at the path comes from; asked only for paths that the level has. */
  origin(path: Path): Origin;
}

/** What a level has at a path. */
interface Part {
  readonly level: Level;
  readonly value: unknown;
}

function partAt(key: string): (part: Part) => Part {
  return ({ level, value }) => ({ level, value: valueAt(value, [key]) });
}

/** The word in a file that takes away what a base file or the tier sets. */
export const none = "none";

/** A value that is not merged any further: anything but a map with keys. Lists are taken whole. */
export interface Leaf {
  readonly path: Path;
  /** Undefined where the word `none` takes the value away. */
  readonly value: unknown;
  readonly origin: Origin;
}

export interface Merged {
  readonly value: unknown;
  readonly leaves: readonly Leaf[];
}

/**
 * Lays levels over one another, map by map.
 * @param levels lowest precedence first
 * @param discriminatorAt the key that decides between kinds of section at a path. A section of one kind takes nothing
 *   from a lower level's section of another kind.
 * @param takesAway whether the word `none` at a path takes the value of lower levels away. @default nowhere
 */
export function merge(
  levels: readonly Level[],
  discriminatorAt: (path: Path) => string | undefined,
  takesAway: (path: Path) => boolean = () => false,
): Merged {
  const leaves: Leaf[] = [];

  function mergeAt(path: Path, candidates: readonly Part[]): unknown {
    const present = candidates.filter(({ value }) => value !== undefined);
    const top = present.at(-1);
    if (!top) return undefined;
    const { value, level } = top;
    if (value === none && takesAway(path)) {
      leaves.push({ path, value: undefined, origin: level.origin(path) });
      return undefined;
    }
    const taking = mergeable(path, present);
    const keys = new Set(taking.flatMap((part) => Object.keys(part.value as object)));
    if (keys.size === 0) {
      leaves.push({ path, value, origin: level.origin(path) });
      return value;
    }
    const entries = [...keys].map((key) => [key, mergeAt([...path, key], taking.map(partAt(key)))] as const);
    return Object.fromEntries(entries.filter(([, item]) => item !== undefined));
  }

  /** The levels whose maps at the path are merged: from the top down to the first that has something else there. */
  function mergeable(path: Path, present: readonly Part[]): readonly Part[] {
    const lastOther = present.findLastIndex(({ value }) => !isMap(value));
    const maps = present.slice(lastOther + 1);
    if (maps.length < 2) return maps;
    const discriminator = discriminatorAt(path);
    if (discriminator === undefined) return maps;
    const kinds = maps.map((part) => partAt(discriminator)(part).value);
    const kind = kinds.findLast((found) => found !== undefined);
    return maps.filter((_, index) => kinds[index] === undefined || kinds[index] === kind);
  }

  const roots = levels.map((level) => ({ level, value: level.value }));
  return { value: mergeAt([], roots), leaves };
}
