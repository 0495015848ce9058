import { type Tier, tiers } from "../../platform/environment";
import { type Candidate, errorAt, originOf } from "../loader/merged-environment";
import { type Path, valueAt } from "../loader/values";
import type { Rule } from "./rule";

/** As far as both go: a major version is like any of its minor ones, which AWS rolls out by itself. */
function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number)) as [number[], number[]];
  const index = left.findIndex((part, at) => right[at] !== undefined && part !== right[at]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

/** Versions that cannot go back once they were applied: each is tried out in the tier below first. */
const versions: readonly Path[] = [
  ["terraformVersion"],
  ["data", "relational", "engineVersion"],
  ["data", "cache", "engineVersion"],
  ["application", "kubernetes", "version"],
];

function versionAt({ settings }: Candidate, path: Path): string | undefined {
  const version = valueAt(settings, path);
  return typeof version === "string" ? version : undefined;
}

/** The environment that runs the highest version in the nearest tier below that has any. */
function proof(candidates: readonly Candidate[], tier: Tier, path: Path): Candidate | undefined {
  for (const lower of tiers.slice(0, tiers.indexOf(tier)).reverse()) {
    const [highest] = candidates
      .filter((candidate) => candidate.settings.tier === lower && versionAt(candidate, path) !== undefined)
      .sort((a, b) => compareVersions(versionAt(b, path) ?? "", versionAt(a, path) ?? ""));
    if (highest) return highest;
  }
  return undefined;
}

const provenBelow =
  (path: Path): Rule =>
  (candidates) =>
    candidates.flatMap((candidate) => {
      const { tier } = candidate.settings;
      const version = versionAt(candidate, path);
      const below = tier && proof(candidates, tier, path);
      const proven = below && versionAt(below, path);
      if (!proven || version === undefined || compareVersions(version, proven) <= 0) return [];
      const place = originOf(below, path);
      const allowed = `at most ${proven}, which tier ${below.settings.tier} runs (${place})`;
      const fix = `Set it to ${proven} or lower, or upgrade ${below.name} first.`;
      return [errorAt(candidate, path, { allowed, fix })];
    });

export const promotionRules: readonly Rule[] = versions.map(provenBelow);
