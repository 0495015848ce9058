import { mostOwnTags, platformTagLike } from "../../platform/tags";
import { errorAt, keyErrorAt } from "../loader/merged-environment";
import { each } from "../loader/rule";
import type { Rule } from "./rule";

/** IAM takes keys that differ in case for one, and access and backups go by some that the platform sets. */
const keysOfTheirOwn: Rule = each((candidate) => {
  const keys = Object.keys(candidate.settings.tags ?? {});
  return keys.flatMap((key, index) => {
    const isSame = (other: string) => other.toLowerCase() === key.toLowerCase();
    const twin = keys.slice(0, index).find(isSame);
    const taken = platformTagLike(key);
    if (twin === undefined && taken === undefined) return [];
    const others = taken?.endsWith("-") ? `a key that does not begin with ${taken}` : `a key other than ${taken}`;
    const allowed = taken ? others : `a key that differs from ${twin} in more than case`;
    const why = taken ? "the platform sets it" : "IAM ignores the case of tag keys";
    return [keyErrorAt(candidate, ["tags", key], { allowed, why, fix: "Rename it, or remove the line." })];
  });
});

/** A resource has at most 50 tags (docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html). */
const fewEnough: Rule = each((candidate) => {
  const count = Object.keys(candidate.settings.tags ?? {}).length;
  if (count <= mostOwnTags) return [];
  const text = {
    seen: `${count} tags`,
    why: "the platform and AWS services add the others of the 50 a resource may have",
  };
  return [errorAt(candidate, ["tags"], { ...text, allowed: `at most ${mostOwnTags} tags`, fix: "Remove some." })];
});

export const tagRules: readonly Rule[] = [keysOfTheirOwn, fewEnough];
