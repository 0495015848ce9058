import { type Tier, tiers } from "../../platform/environment";
import { type Candidate, faultAt, placeOf } from "../draft";
import { formatPlace } from "../faults";
import type { Rule } from "./rule";

function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split(".").map(Number)) as [number[], number[]];
  const index = left.findIndex((part, at) => part !== right[at]);
  return index < 0 ? 0 : (left[index] ?? 0) - (right[index] ?? 0);
}

/** The environment that runs the highest version in the nearest tier below that has any. */
function proof(candidates: readonly Candidate[], tier: Tier): Candidate | undefined {
  for (const lower of tiers.slice(0, tiers.indexOf(tier)).reverse()) {
    const [highest] = candidates
      .filter(({ settings }) => settings.tier === lower && settings.terraformVersion !== undefined)
      .sort((a, b) => compareVersions(b.settings.terraformVersion ?? "", a.settings.terraformVersion ?? ""));
    if (highest) return highest;
  }
  return undefined;
}

/** State cannot go back to an older Terraform: a version is tried out in the tier below first. */
const versionProvenBelow: Rule = (candidates) =>
  candidates.flatMap((candidate) => {
    const { tier, terraformVersion } = candidate.settings;
    const below = tier && proof(candidates, tier);
    const proven = below?.settings.terraformVersion;
    if (!below || terraformVersion === undefined || proven === undefined) return [];
    if (compareVersions(terraformVersion, proven) <= 0) return [];
    const place = formatPlace(placeOf(below, ["terraformVersion"]));
    const allowed = `tier ${tier} is never ahead of tier ${below.settings.tier}, which runs ${proven} (${place})`;
    const fix = `Set it to ${proven} or lower, or roll ${below.name} forward first.`;
    return [faultAt(candidate, ["terraformVersion"], { allowed, fix })];
  });

export const promotionRules: readonly Rule[] = [versionProvenBelow];
