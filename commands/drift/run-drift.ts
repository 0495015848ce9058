import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Stack } from "../../synthesized/stack";
import { interruptible } from "../deploy/interrupt";
import { initStack, lookAtPlan } from "../deploy/operations";
import { type Prepared, prepareRun, type RunOptions, type RunReport, runTask } from "../deploy/run";
import { keepTo } from "../deploy/targeting";
import { loadEmulator } from "../emulator/definition";
import { locationIn } from "../merged-root/locate";
import { type Change, changesOf } from "../preview/changes";
import { countText } from "../preview/report";
import { type ExitCode, exitCodes, type KnownDrift, type Review, reviewOf } from "../review/report";
import { headline, totals } from "../review/words";
import { writeReports } from "../review/write-reports";
import { driftDangers } from "./drift-dangers";
import { type Expectation, knownReason, readKnownDrift } from "./known-drift";

export interface DriftOptions extends RunOptions {
  /** Folder that the reports are written to. */
  readonly out: string;
}

/**
 * Compares the states of the stacks that match with what there is, changes nothing, and writes `drift.md`, `drift.html`
 * and `drift.json`. A stack that cannot be read is an error in the report; the others are compared all the same.
 */
export async function runDrift(patterns: readonly string[], options: DriftOptions): Promise<ExitCode> {
  const expectations = readKnownDrift();
  const prepared = await prepareRun(patterns, options);
  const { selected, target, terraform } = prepared;
  console.log(`Comparing ${selected.length} stacks with ${target.name}. ${terraform.providerNote}`);
  const known = [...expectations, ...(target.isEmulator ? loadEmulator().knownDifferences : [])];
  const report = await interruptible((signal) => compareAll(prepared, options, signal));
  const review = reviewOfDrift(prepared, report, known);
  writeReports(options.out, "drift", review);
  for (const error of review.errors) console.error(error);
  console.log(`${headline(review)}; ${totals(review.totals)}: ${join(options.out, "drift.html")}`);
  return exitCodes[review.verdict];
}

function compareAll(
  prepared: Prepared,
  options: RunOptions,
  signal: AbortSignal,
): Promise<RunReport<readonly Change[]>> {
  const task = {
    after: () => [],
    work: async (session, stack, progress) => {
      progress.step(stack.id, "init");
      await initStack(session, stack);
      progress.step(stack.id, "compare");
      const kept = await keepTo(session, stack, session.target.plannable(stack));
      const look = await lookAtPlan(session, stack, ["-refresh-only", ...kept]);
      try {
        if (!look.plan.hasChanges) return [];
        const place = (address: string) => locationIn(stack, address);
        return meant(changesOf((await look.inFull()).resource_drift ?? [], [stack], place));
      } finally {
        look.forget();
      }
    },
    summary: countText,
  } satisfies Parameters<typeof runTask<readonly Change[]>>[1];
  return runTask<readonly Change[]>(prepared, task, options, signal);
}

/** The changes without what only says "nothing" in another way: null, an empty text, an empty list. */
export function meant(changes: readonly Change[]): Change[] {
  return changes.flatMap((change) => {
    const attributes = change.attributes.filter(
      ({ before, after, unknown }) =>
        unknown || isSecret(before, after) || !isDeepStrictEqual(full(before), full(after)),
    );
    return change.action === "update" && attributes.length === 0 ? [] : [{ ...change, attributes }];
  });
}

/** Secret values are not shown: that they differ is all that is known. */
function isSecret(before: unknown, after: unknown): boolean {
  return before === undefined && after === undefined;
}

/** The value without what is empty in it; undefined for what is empty as a whole. */
function full(value: unknown): unknown {
  if (Array.isArray(value)) return some(value.map(full).filter((item) => item !== undefined));
  if (typeof value !== "object" || value === null) return value === null || value === "" ? undefined : value;
  const entries = Object.entries(value).map(([key, item]) => [key, full(item)] as const);
  return some(Object.fromEntries(entries.filter(([, item]) => item !== undefined)));
}

function some<T extends object>(value: T): T | undefined {
  return Object.keys(value).length > 0 ? value : undefined;
}

/** What the looks at all stacks come to. */
export function reviewOfDrift(
  { selected, target }: Pick<Prepared, "selected" | "target">,
  { outcomes }: Pick<RunReport<readonly Change[]>, "outcomes">,
  expectations: readonly Expectation[],
): Review {
  const changes: Change[] = [];
  const known: KnownDrift[] = [];
  const errors: string[] = [];
  for (const stack of selected) {
    const outcome = outcomes.get(stack.id);
    if (outcome?.state === "failed") errors.push(messageOf(stack, outcome.error));
    if (outcome?.state === "left") errors.push(`${stack.id}: not compared, ${outcome.because}`);
    if (outcome?.state !== "done") continue;
    for (const change of outcome.result) {
      const reason = knownReason(change, stack, expectations);
      const { address = "" } = change.place;
      if (reason === undefined) changes.push(change);
      else known.push({ stack: stack.id, address, attributes: change.attributes.map(({ name }) => name), reason });
    }
  }
  const subject = { kind: "drift", target: target.name } as const;
  return reviewOf({ subject, stacks: selected, changes, dangers: driftDangers(changes), errors, known });
}

function messageOf(stack: Stack, error: unknown): string {
  return error instanceof Error ? error.message : `${stack.id}: ${String(error)}`;
}
