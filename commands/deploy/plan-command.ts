import { mkdirSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Stack } from "../../synthesized/stack";
import { loadEmulator } from "../emulator/definition";
import { judgeSecondPlan } from "../emulator/differences";
import type { Change } from "../preview/changes";
import { asDeployedText, countText, reportText } from "../preview/report";
import { type Holder, holderText, inTurn } from "../terraform/in-turn";
import { type Changing, changingStacks } from "./changing-stacks";
import { interruptible } from "./interrupt";
import { initStack, lookAtPlan, type PlanLook, type Session } from "./operations";
import { planReport, writePlanReport } from "./plan-report";
import { changesInFull, formatDifferences, formatSkipped } from "./report";
import { concludeRun, prepareRun, type RunOptions, type RunReport, runTask } from "./run";
import { PlanFolder } from "./saved-plans";
import { keepTo } from "./targeting";

export interface PlanOptions extends RunOptions {
  /** Ask the merged root first which stacks change, and plan only those. Default: true; one stack is planned at once. */
  readonly preview?: boolean;
  /** Ask also of the stacks that are as last deployed whether they change. Default: false. */
  readonly all?: boolean;
  /** Folder that keeps the plans, for `strata review --plans` and `strata deploy --plan`. Default: none are kept. */
  readonly out?: string;
  /** File for the report in JSON: time of each stack, and what blocks it. Default: none. */
  readonly report?: string;
}

export interface PlanResult {
  readonly changes: readonly Change[];
  /** Anything to apply: resources, or outputs alone. */
  readonly hasChanges: boolean;
  /** What a reader needs to know besides the changes, ready to print. */
  readonly remarks: string;
  /** Stack that has to be applied before this one can be planned. */
  readonly blockedBy?: string;
  /** The stack is as last deployed, and was not planned. */
  readonly asDeployed?: true;
}

const nothing: PlanResult = { changes: [], hasChanges: false, remarks: "" };

/**
 * Plans the stacks that match and change, all at once: a plan needs no order once what it reads was applied. Of two runs
 * that keep their plans in one folder, the second waits and replaces those of the first.
 * @throws UserError when a plan fails
 */
export async function plan(patterns: readonly string[], options: PlanOptions): Promise<RunReport<PlanResult>> {
  if (options.out === undefined) return planStacks(patterns, options);
  const { out } = options;
  mkdirSync(dirname(resolve(out)), { recursive: true });
  const onWait = (holder: Holder) => console.log(`Waiting for ${holderText(holder)}, which writes plans to ${out}.`);
  return inTurn(`${resolve(out)}.run`, { onWait }, () => planStacks(patterns, options));
}

async function planStacks(patterns: readonly string[], options: PlanOptions): Promise<RunReport<PlanResult>> {
  const prepared = await prepareRun(patterns, options);
  const { selected, target, terraform } = prepared;
  const folder = options.out === undefined ? undefined : new PlanFolder(options.out);
  folder?.clear();
  console.log(`Planning ${selected.length} stacks against ${target.name}. ${terraform.providerNote}`);
  const asks = options.preview !== false && selected.length > 1;
  const begun = performance.now();
  const changing = asks ? await changingStacks(prepared, options.all === true) : undefined;
  if (changing?.stacks) console.log(`${selected.filter(({ id }) => changing.stacks?.has(id)).length} of them change.`);
  const times = new Map<string, number>();
  return interruptible(async (signal) => {
    const task = {
      after: () => [],
      work: async (session: Session, stack: Stack, progress: { step(id: string, text: string): void }) => {
        const started = performance.now();
        try {
          return (
            known(stack, changing) ?? (await planOne(session, stack, (text) => progress.step(stack.id, text), folder))
          );
        } finally {
          times.set(stack.id, performance.now() - started);
        }
      },
      summary: summaryOf,
    };
    const run = await runTask<PlanResult>(prepared, task, options, signal);
    const report = { ...run, milliseconds: performance.now() - begun };
    const { outcomes } = report;
    for (const stack of selected) {
      const outcome = outcomes.get(stack.id);
      if (outcome?.state !== "done") continue;
      const { changes, remarks } = outcome.result;
      if (changes.length === 0 && remarks === "") continue;
      console.log(["", reportText([stack], changes), remarks].filter(Boolean).join("\n"));
    }
    const left = selected.map(({ id }) => id).filter((id) => changing?.asDeployed.has(id));
    if (left.length > 0) console.log(asDeployedText(left));
    if (options.report !== undefined) writePlanReport(options.report, planReport(target.name, selected, report, times));
    folder?.writeList(
      selected.filter((stack) => isKept(outcomes.get(stack.id))),
      target.name,
      terraform.version,
    );
    concludeRun("planned", target, report);
    return report;
  });
}

function summaryOf({ changes, blockedBy, asDeployed }: PlanResult): string {
  if (blockedBy !== undefined) return `waits for ${blockedBy}, which was never applied`;
  return asDeployed ? "as last deployed, not planned" : countText(changes);
}

/** The result of a stack that the preview has already settled. */
function known({ id }: Stack, changing: Changing | undefined): PlanResult | undefined {
  const blockedBy = changing?.blocked.get(id);
  if (blockedBy !== undefined) return { ...nothing, blockedBy };
  if (changing?.asDeployed.has(id)) return { ...nothing, asDeployed: true };
  return changing?.stacks?.has(id) === false ? nothing : undefined;
}

function isKept(outcome: { readonly state: string; readonly result?: PlanResult } | undefined): boolean {
  return outcome?.state === "done" && outcome.result?.hasChanges === true;
}

async function planOne(
  session: Session,
  stack: Stack,
  say: (text: string) => void,
  folder: PlanFolder | undefined,
): Promise<PlanResult> {
  const { target } = session;
  folder?.ready(stack);
  say("init");
  await initStack(session, stack);
  say("plan");
  // What is kept is applied: of an emulator, only what it can apply.
  const selection = folder ? target.applicable(stack) : target.plannable(stack);
  const look = await lookAtPlan(session, stack, await keepTo(session, stack, selection), folder?.planFile(stack));
  try {
    if (look.plan.hasChanges) folder?.keep(stack, await look.inFull());
    return await resultOf(session, stack, look);
  } finally {
    look.forget();
  }
}

async function resultOf({ target }: Session, stack: Stack, look: PlanLook): Promise<PlanResult> {
  const { hasChanges } = look.plan;
  const changes = await changesInFull(stack, look.plan, look.details);
  if (!target.isEmulator || changes.length === 0) return { changes, hasChanges, remarks: "" };
  const { skipped } = target.applicable(stack);
  const { plannedOnly, known } = judgeSecondPlan(await look.details(), skipped, loadEmulator());
  const expected = new Set([...plannedOnly, ...known].map(({ address }) => address));
  const remarks = [
    ...(plannedOnly.length > 0 ? [`  never applied here:\n${formatSkipped(plannedOnly)}`] : []),
    ...(known.length > 0 ? [`  known differences of the emulator:\n${formatDifferences(known)}`] : []),
  ];
  const unexpected = changes.filter(({ place }) => !expected.has(place.address ?? ""));
  return { changes: unexpected, hasChanges, remarks: remarks.join("\n") };
}
