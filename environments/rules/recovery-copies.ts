import { isDeepStrictEqual } from "node:util";
import { type RecoveryStrategy, recoveryStrategies } from "../../platform/recovery";
import type { FileError } from "../loader/errors";
import { errorAt, originOf, ownPlaceOf, writtenAt } from "../loader/merged-environment";
import { eachPair, type Pair } from "../loader/pairs";
import { isMap, type Path, snippet, valueAt } from "../loader/values";
import type { Rule } from "./rule";

const withDatabases = ["pilot-light", "warm-standby"] as const;
const withCache = ["warm-standby"] as const;

interface Shared {
  readonly path: Path;
  readonly strategies: readonly RecoveryStrategy[];
  readonly why: string;
  /** Keys below the path that differ in each. */
  readonly but?: readonly string[];
}

/** What a follower has as its primary does, with the strategies that copy it, and why it is the same then. */
const shared: readonly Shared[] = [
  {
    path: ["data", "relational", "engineVersion"],
    strategies: withDatabases,
    why: "all members of a global database run one version",
  },
  {
    path: ["data", "relational", "users"],
    strategies: withDatabases,
    why: "roles and passwords come with the data",
  },
  {
    path: ["data", "cache", "engineVersion"],
    strategies: withCache,
    why: "all members of a global datastore run one version",
  },
  {
    path: ["data", "cache", "nodeType"],
    strategies: withCache,
    why: "all members of a global datastore have one node type",
  },
  { path: ["data", "tables"], strategies: withDatabases, why: "each table is a replica of one of the primary" },
  { path: ["data", "tableBilling"], strategies: withDatabases, why: "a replica is billed like its table" },
  {
    path: ["data", "lake", "zones"],
    strategies: recoveryStrategies,
    why: "each zone takes over from one of the primary",
  },
  {
    path: ["application", "services"],
    strategies: recoveryStrategies,
    why: "each service takes over from one of the primary, with its images",
    but: ["scale"],
  },
  {
    path: ["application", "functions"],
    strategies: recoveryStrategies,
    why: "each function takes over from one of the primary",
    but: ["memoryMiB", "reservedConcurrency"],
  },
  { path: ["presentation", "routes"], strategies: recoveryStrategies, why: "users use the same names in both regions" },
  {
    path: ["presentation", "health"],
    strategies: recoveryStrategies,
    why: "Route 53 checks the same paths in both regions",
  },
  { path: ["presentation", "waf"], strategies: recoveryStrategies, why: "both regions must block the same requests" },
  {
    path: ["ai", "models"],
    strategies: recoveryStrategies,
    why: "each model takes over from one of the primary, with its artifacts",
  },
  {
    path: ["ai", "features"],
    strategies: recoveryStrategies,
    why: "each feature group takes over from one of the primary",
    but: ["online"],
  },
  {
    path: ["ai", "streams"],
    strategies: recoveryStrategies,
    why: "each stream takes over from one of the primary",
    but: ["capacity", "buffer"],
  },
];

/** Keys that decide what else a section has: sections that differ there differ as a whole. */
const kinds = ["mode", "type"];

/** `never` means the same as no setting for a move to cheaper storage. */
function meantBy(value: unknown, path: Path): unknown {
  return value === "never" && String(path.at(-1)).endsWith("AfterDays") ? undefined : value;
}

/** Where two values differ: the paths of what is another there, or is on one side only. */
function differences(own: unknown, theirs: unknown, path: Path): Path[] {
  if (isDeepStrictEqual(meantBy(own, path), meantBy(theirs, path))) return [];
  if (!isMap(own) || !isMap(theirs) || kinds.some((kind) => own[kind] !== theirs[kind])) return [path];
  const keys = [...new Set([...Object.keys(theirs), ...Object.keys(own)])];
  return keys.flatMap((key) => differences(own[key], theirs[key], [...path, key]));
}

const likeThePrimary: Rule = eachPair((pair) =>
  shared.flatMap(({ path, strategies, why, but = [] }) => {
    const { follower, primary } = pair;
    const [own, theirs] = [valueAt(follower.settings, path), valueAt(primary.settings, path)];
    if (own === undefined || theirs === undefined) return [];
    const strategy = primary.settings.recovery?.strategy;
    const isCopied = strategy === undefined || strategies.includes(strategy);
    const reason = isCopied ? why : "a failover needs the same";
    // A different tier is a separate error.
    const sameTier = follower.tier === primary.tier;
    return differences(own, theirs, path)
      .filter((at) => sameTier || writtenAt(follower, at))
      .filter((at) => !at.some((key) => but.includes(String(key))))
      .map((at) => different(pair, at, reason));
  }),
);

function different({ follower, primary }: Pair, path: Path, why: string): FileError {
  const theirs = valueAt(primary.merged.value, path);
  const isMissing = valueAt(follower.merged.value, path) === undefined;
  const has = theirs === undefined ? "none" : `${snippet(theirs)} (${originOf(primary, path)})`;
  const fix = theirs === undefined ? `Remove it, or add it to ${primary.name}.` : `Set it as in ${primary.name}.`;
  const place = isMissing ? ownPlaceOf(follower, path) : undefined;
  return errorAt(follower, path, { place, allowed: `the value of ${primary.name}, ${has}`, why, fix });
}

export const copiesRules: readonly Rule[] = [likeThePrimary];
