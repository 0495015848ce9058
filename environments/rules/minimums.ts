import type { Tier } from "../../platform/environment";
import type { Minimum } from "../../platform/minimums";
import { errorAt } from "../loader/merged-environment";
import { each } from "../loader/rule";
import { valueAt } from "../loader/values";
import { minimums } from "../minimums";
import type { Rule } from "./rule";

/** What a tier asks for, in words, and whether a value is that. */
interface Limit {
  readonly text: string;
  readonly range: string;
  readonly holds: (value: unknown) => boolean;
}

function limitOf(minimum: Minimum, tier: Tier): Limit | undefined {
  if ("oneOf" in minimum) {
    const accepted: readonly unknown[] | undefined = minimum.oneOf[tier];
    const text = accepted?.join(" or ");
    return accepted && text !== undefined
      ? { text, range: text, holds: (value) => accepted.includes(value) }
      : undefined;
  }
  const isLeast = "atLeast" in minimum;
  const limit = isLeast ? minimum.atLeast[tier] : minimum.atMost[tier];
  if (limit === undefined) return undefined;
  return {
    text: String(limit),
    range: `${limit} or ${isLeast ? "more" : "less"}`,
    holds: (value) => typeof value === "number" && (isLeast ? value >= limit : value <= limit),
  };
}

const asTheTierAsks: readonly Rule[] = minimums.map((minimum) =>
  each((candidate) => {
    const { path, needs, unless, fix } = minimum;
    const { settings } = candidate;
    const value = valueAt(settings, path);
    const limit = settings.tier && limitOf(minimum, settings.tier);
    if (value === undefined || !limit || limit.holds(value)) return [];
    if (unless !== undefined && valueAt(settings, [unless]) !== undefined) return [];
    const allowed = `${needs} (${limit.range}) in tier ${settings.tier}`;
    return [errorAt(candidate, path, { allowed, fix: fix ?? `Remove the line or set it to ${limit.range}.` })];
  }),
);

const retirementWithoutEffect: Rule = each((candidate) => {
  const { retirement, deletionProtection } = candidate.settings;
  if (retirement === undefined || deletionProtection !== true) return [];
  const fix = "Add deletionProtection: false, or remove the line.";
  return [errorAt(candidate, ["retirement"], { allowed: "deletionProtection: false next to it", fix })];
});

export const minimumRules: readonly Rule[] = [...asTheTierAsks, retirementWithoutEffect];
