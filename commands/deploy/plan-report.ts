import { writeFileSync } from "node:fs";
import type { Stack } from "../../synthesized/stack";
import { type Counts, countsOf } from "../review/report";
import type { PlanResult } from "./plan-command";
import type { RunReport } from "./run";

/** How planning a stack ended. */
export interface StackPlanReport {
  readonly stack: string;
  /** `unchanged`: by the preview or by its own plan. `as-deployed`: as last deployed, and not planned. `blocked`: a stack that it reads was never applied. */
  readonly state: "changes" | "unchanged" | "as-deployed" | "blocked" | "failed" | "interrupted";
  /** Seconds from its start to its end; 0 if the preview settled it. */
  readonly seconds: number;
  readonly counts?: Counts;
  /** The stack that it reads and that was never applied, or of which the plan failed. */
  readonly blockedBy?: string;
  readonly error?: string;
}

/** What `strata plan --report` writes. */
export interface PlanReport {
  readonly format: 1;
  readonly target: string;
  readonly seconds: number;
  readonly stacks: readonly StackPlanReport[];
}

/** Puts the report of a run together, in the order of the stacks. @param times milliseconds by stack */
export function planReport(
  target: string,
  stacks: readonly Stack[],
  { outcomes, milliseconds }: RunReport<PlanResult>,
  times: ReadonlyMap<string, number>,
): PlanReport {
  const hasFailed = (id: string) => outcomes.get(id)?.state === "failed";
  const reports = stacks.map(({ id, dependencies }): StackPlanReport => {
    const outcome = outcomes.get(id);
    const seconds = inSeconds(times.get(id) ?? 0);
    const behind = dependencies.find(hasFailed);
    const blocked = behind !== undefined && { blockedBy: behind };
    if (outcome?.state === "failed") {
      const error = outcome.error instanceof Error ? outcome.error.message : String(outcome.error);
      return { stack: id, state: "failed", seconds, error, ...blocked };
    }
    if (outcome?.state !== "done") return { stack: id, state: "interrupted", seconds, ...blocked };
    const { changes, hasChanges, blockedBy, asDeployed } = outcome.result;
    if (blockedBy !== undefined) return { stack: id, state: "blocked", seconds, blockedBy };
    if (asDeployed) return { stack: id, state: "as-deployed", seconds };
    return { stack: id, state: hasChanges ? "changes" : "unchanged", seconds, counts: countsOf(changes), ...blocked };
  });
  return { format: 1, target, seconds: inSeconds(milliseconds), stacks: reports };
}

export function writePlanReport(file: string, report: PlanReport): void {
  writeFileSync(file, `${JSON.stringify(report, undefined, 2)}\n`);
}

/** Seconds with one decimal. */
function inSeconds(milliseconds: number): number {
  return Math.round(milliseconds / 100) / 10;
}
