import { errorAt } from "../loader/merged-environment";
import { each } from "../loader/rule";
import { entriesOf } from "../loader/values";
import type { Rule } from "./rule";

/**
 * What the firewall lets pass, lets pass until a day: after it the environment has an error. Synthesis knows no day, so that
 * only `strata check` and `strata policy` ask.
 * @param today as in `2026-11-30`
 */
export function firewallExpiry(today: string): Rule {
  return each((candidate) => {
    const { managedGroups, exceptions } = candidate.settings.presentation?.waf ?? {};
    const groups = entriesOf(managedGroups).map(([name, { action, until }]) => ({
      path: ["managedGroups", name],
      until: action === "count" ? until : undefined,
      what: `the group ${name} only counts`,
      fix: "Set its action to block, or review it and extend it.",
    }));
    const excepted = entriesOf(exceptions).map(([name, { until }]) => ({
      path: ["exceptions", name],
      until,
      what: `the exception ${name} holds`,
      fix: "Remove the exception, or review it and extend it.",
    }));
    return [...groups, ...excepted].flatMap(({ path, until, what, fix }) => {
      if (until === undefined || until >= today) return [];
      const allowed = `a day from ${today} on`;
      const at = ["presentation", "waf", ...path, "until"];
      return [errorAt(candidate, at, { allowed, why: `${what} until then, and no longer`, fix })];
    });
  });
}
