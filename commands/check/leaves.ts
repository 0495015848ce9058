import type { Leaf } from "../../environments/loader/merge";
import type { Candidate } from "../../environments/loader/merged-environment";
import { allPaths } from "../../environments/loader/shape";
import { formatPath, type Path } from "../../environments/loader/values";
import { environmentSchema } from "../../environments/schema";

/** The values of an environment in the order of the schema, by key in dots. */
export function leavesByKey({ merged }: Candidate): ReadonlyMap<string, Leaf> {
  const order = schemaOrder();
  return new Map(
    [...merged.leaves]
      .sort((a, b) => order(a.path) - order(b.path))
      .map((leaf): [string, Leaf] => [formatPath(leaf.path), leaf]),
  );
}

/** Ranks keys as the schema lists them; keys that it does not list come after what they belong to. */
export function schemaOrder(): (path: Path) => number {
  const ranks = new Map(allPaths(environmentSchema).map((path, index) => [formatPath(path), index]));
  return (path) => {
    for (let length = path.length; length > 0; length--) {
      const rank = ranks.get(formatPath(path.slice(0, length)));
      if (rank !== undefined) return rank;
    }
    return ranks.size;
  };
}
