import type { FileError } from "../../environments/loader/errors";
import type { Outcome, Violation } from "./violation";
import { unusedErrors, type Waiver, type Waivers, waives } from "./waivers";

/** A violation that a waiver covers. */
export interface Waived {
  readonly violation: Violation;
  readonly waiver: Waiver;
}

/** What is left of the findings after the waivers, and what is wrong with these. */
export interface Verdict {
  readonly findings: readonly Violation[];
  readonly waived: readonly Waived[];
  readonly errors: readonly FileError[];
  /** Absent when checkov did not run. */
  readonly checkov?: Score;
  /** Absent when the platform's rules did not run. */
  readonly platform?: Score;
}

export interface Score {
  readonly checks: number;
  readonly findings: number;
  readonly waived: number;
}

/** The two sources; one that did not run is absent, and its waivers are not judged. */
export interface Outcomes {
  readonly checkov?: Outcome;
  readonly platform?: Outcome;
}

/** Sorts the findings of all stacks into waived ones and others. */
export function judge(outcomes: Outcomes, waivers: Waivers): Verdict {
  const { checkov, platform } = outcomes;
  const all = [...(checkov?.violations ?? []), ...(platform?.violations ?? [])];
  const covering = (violation: Violation) => waivers.waivers.filter((waiver) => waives(waiver, violation));
  const used = new Set(all.flatMap(covering));
  const ran = ({ id }: Waiver) => (id.startsWith("STRATA") ? platform : checkov) !== undefined;
  const unused = waivers.waivers.filter((waiver) => ran(waiver) && !used.has(waiver));

  const waived = all.flatMap((violation): Waived[] => {
    const [waiver] = covering(violation);
    return waiver ? [{ violation, waiver }] : [];
  });
  const findings = all.filter((violation) => covering(violation).length === 0);
  const score = (source: Violation["source"], { checks }: Outcome): Score => ({
    checks,
    findings: findings.filter((violation) => violation.source === source).length,
    waived: waived.filter(({ violation }) => violation.source === source).length,
  });
  return {
    findings,
    waived,
    errors: [...waivers.errors, ...unusedErrors(waivers, unused)],
    ...(checkov && { checkov: score("checkov", checkov) }),
    ...(platform && { platform: score("platform", platform) }),
  };
}

/** Whether there is nothing to fix. */
export function isClean({ findings, errors }: Verdict): boolean {
  return findings.length === 0 && errors.length === 0;
}

/** Passed checks per hundred, in tenths and rounded down, so that 100 means all. @param waived waived checks count as failed (`raw`) or passed */
export function percentage({ checks, findings, waived: excepted }: Score, waived: "failed" | "passed"): number {
  const failed = findings + (waived === "failed" ? excepted : 0);
  return Math.floor((1000 * (checks - failed)) / checks) / 10;
}
