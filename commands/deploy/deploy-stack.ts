import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../platform/errors";
import type { Stack } from "../../synthesized/stack";
import { type DeployNotes, forgetDeploy, noteDeploy } from "../as-deployed/deploy-notes";
import type { Skipped } from "../emulator/applicable";
import { loadEmulator } from "../emulator/definition";
import { type Difference, judgeSecondPlan } from "../emulator/differences";
import { knownOverride, knownOverrideFile } from "../emulator/known-override";
import type { Change } from "../preview/changes";
import { applyAndExplain } from "./apply-and-explain";
import { ApplyJournal } from "./apply-journal";
import { type Counts, countChanges, formatCounts, plannedChanges } from "./counts";
import { pushErroredState } from "./errored-state";
import type { TerraformEvent } from "./events";
import { removeGuardDutyLeftovers } from "./guardduty-leftovers";
import { applyPlan, initStack, lookAtPlan, type Plan, planStack, readPlan, type Session } from "./operations";
import type { Progress } from "./progress";
import { planAndRecover, waitForEarlierApply } from "./recovery";
import { changesInFull } from "./report";
import type { VerifiedPlan } from "./saved-plans";
import { idsInState } from "./state";
import { everythingThere, keepTo } from "./targeting";

/** What was done to a stack. */
export interface StackResult {
  /** What was changed. */
  readonly counts: Counts;
  /** Resources that exist now. */
  readonly applied: number;
  /** Emulator only: resources that are planned and not applied, with the reason of each. */
  readonly plannedOnly: readonly Skipped[];
  /** Emulator only: differences of the second plan that are known of the emulator. */
  readonly known: readonly Difference[];
}

/**
 * Asks whether a plan may be applied.
 * @param changes the plan's changes, in full
 */
export type Approve = (stack: Stack, plan: Plan, changes: () => Promise<readonly Change[]>) => Promise<boolean>;

const nothing = countChanges([]);

/** Plans a stack, and applies that very plan. */
export async function deployStack(
  session: Session,
  stack: Stack,
  progress: Progress,
  approve?: Approve,
): Promise<StackResult> {
  const { target } = session;
  const notes = new ApplyJournal(target.notes(stack));
  const selection = target.applicable(stack);
  progress.step(stack.id, "init");
  await waitForEarlierApply(notes, session.signal, (text) => progress.step(stack.id, text));
  await initStack(session, stack);
  await pushErroredState(session, stack);
  const result = { counts: nothing, applied: selection.resources.length, plannedOnly: [], known: [] };
  if (selection.resources.length === 0 && selection.skipped.length > 0) return result;

  progress.step(stack.id, "plan");
  notes.open();
  const record = await noteDeploy(session, stack);
  const kept = await keepTo(session, stack, selection);
  const first = await planAndRecover(session, stack, notes, kept, (text) => progress.warn(stack.id, text));
  if (!first.hasChanges || (await onlyKnownDifferences(session, stack, first, notes.plan))) {
    notes.close();
    await keepRecord(record, stack, progress);
    return result;
  }
  const plan = (await planWithoutKnown(session, stack, first, notes.plan, kept)) ?? first;
  const counts = countChanges(plan.changes);
  if (
    approve &&
    !(await approve(stack, plan, () => changesInFull(stack, plan, () => readPlan(session, stack, notes.plan))))
  ) {
    throw new UserError(`${stack.id}: not applied (${formatCounts(counts)}): you answered no.`);
  }
  await record.applies();
  await applyAndExplain(session, stack, notes.plan, counted(stack, "apply", counts, progress));
  await keepRecord(record, stack, progress);
  return { ...result, counts };
}

/**
 * Applies a reviewed plan, and nothing else.
 * @throws UserError when an earlier apply of the stack was killed, and when Terraform finds the plan stale
 */
export async function applyReviewed(
  session: Session,
  stack: Stack,
  { plan, json }: VerifiedPlan,
  progress: Progress,
): Promise<StackResult> {
  const notes = new ApplyJournal(session.target.notes(stack));
  progress.step(stack.id, "init");
  await waitForEarlierApply(notes, session.signal, (text) => progress.step(stack.id, text));
  if (notes.unfinished()) {
    throw new UserError(
      `${stack.id}: an earlier apply was killed, so the reviewed plan may not know what it created. ` +
        `Deploy it without --plan, which takes that over.`,
    );
  }
  // A plan that lies ready finds out too late that the folder is not.
  await initStack(session, stack, true);
  await pushErroredState(session, stack);
  notes.open();
  writeFileSync(notes.plan, plan, { mode: 0o600 });
  const counts = countChanges(plannedChanges(json));
  const record = await noteDeploy(session, stack, true);
  await record.applies();
  await applyAndExplain(session, stack, notes.plan, counted(stack, "apply", counts, progress));
  await keepRecord(record, stack, progress);
  return { counts, applied: session.target.applicable(stack).resources.length, plannedOnly: [], known: [] };
}

/** Without a record, plans of the stack take longer; the deploy went well all the same. */
async function keepRecord(record: DeployNotes, stack: Stack, progress: Progress): Promise<void> {
  await record.deployed().catch((error: unknown) => {
    progress.warn(
      stack.id,
      `is planned each time, because the record of this deploy failed: ${(error as Error).message}`,
    );
  });
}

/** Plans the destruction of a stack, and applies that very plan. */
export async function destroyStack(session: Session, stack: Stack, progress: Progress): Promise<StackResult> {
  const { target } = session;
  const notes = new ApplyJournal(target.notes(stack));
  progress.step(stack.id, "init");
  await waitForEarlierApply(notes, session.signal, (text) => progress.step(stack.id, text));
  await initStack(session, stack);
  await pushErroredState(session, stack);

  progress.step(stack.id, "plan");
  notes.open();
  const plan = await planStack(session, stack, notes.plan, ["-destroy", ...(await everythingThere(session, stack))]);
  const counts = countChanges(plan.changes);
  if (plan.hasChanges) {
    await removeGuardDutyLeftovers(session, stack, (text) => progress.warn(stack.id, text));
    await forgetDeploy(session, stack);
    await applyPlan(session, stack, notes.plan, counted(stack, "destroy", counts, progress));
  }
  notes.close();
  return { counts, applied: 0, plannedOnly: [], known: [] };
}

/**
 * Plans a stack once more after its apply, with all that was left out, and compares that with what the emulator is
 * known for.
 * @throws UserError that lists every difference that is not known
 */
export async function secondPlan(
  session: Session,
  stack: Stack,
  progress: Progress,
  result: StackResult,
): Promise<StackResult> {
  progress.step(stack.id, `${formatCounts(result.counts)}, second plan`);
  const { plan, details, forget } = await lookAtPlan(
    session,
    stack,
    await keepTo(session, stack, session.target.plannable(stack)),
  );
  try {
    const { skipped } = session.target.applicable(stack);
    const changes = plan.changes.length > 0 ? await details() : [];
    const { known, errors, plannedOnly } = judgeSecondPlan(changes, skipped, loadEmulator());
    const cannotPlan = session.target.plannable(stack).skipped;
    const left = skipped.filter(({ address }) => !address.startsWith("data."));
    const absent = new Set([...plannedOnly, ...cannotPlan].map(({ address }) => address));
    const present = left.filter(({ address }) => !absent.has(address));
    const action = "is applied and should not be";
    errors.push(...present.map(({ address }) => ({ address, action, attributes: [] })));
    if (errors.length > 0) {
      await forgetDeploy(session, stack);
      const list = errors.map(({ address, action, attributes }) => `  ${address}: ${action} ${attributes.join(", ")}`);
      throw new UserError(
        `${stack.id}: the second plan has unknown differences:\n${list.join("\n")}\n` +
          "Fix the resource, or add the difference with its reason to the emulator's definition.",
      );
    }
    return { ...result, known, plannedOnly: left };
  } finally {
    forget();
  }
}

/** What a stack lacks after its apply, without a second plan: what was left out and its state does not hold. */
export async function lookAtState(
  session: Session,
  stack: Stack,
  _progress: Progress,
  result: StackResult,
): Promise<StackResult> {
  const left = session.target.applicable(stack).skipped.filter(({ address }) => !address.startsWith("data."));
  const ids = await idsInState(session, stack);
  const plannedOnly = left.filter(({ address }) => !ids.has(address));
  return { ...result, applied: result.applied + left.length - plannedOnly.length, plannedOnly };
}

/** An emulator that forgets a value shows it in every plan: that alone is no reason to apply again. */
async function onlyKnownDifferences(session: Session, stack: Stack, plan: Plan, file: string): Promise<boolean> {
  if (!session.target.isEmulator || plan.changes.length === 0) return false;
  // What a plan takes over is in no state yet.
  if (plan.changes.some(({ action, imported }) => imported || (action !== "update" && action !== "replace")))
    return false;
  return judgeSecondPlan(await readPlan(session, stack, file), [], loadEmulator()).errors.length === 0;
}

/**
 * Plans again without the known differences that come with a real change.
 * @returns undefined where the first plan holds none
 */
async function planWithoutKnown(
  session: Session,
  stack: Stack,
  first: Plan,
  file: string,
  extra: readonly string[],
): Promise<Plan | undefined> {
  const { target } = session;
  // What a plan takes over is in no state yet, and its imports are not in another plan.
  if (!target.isEmulator || first.changes.some(({ imported }) => imported)) return undefined;
  if (first.changes.every(({ action }) => action === "create")) return undefined;
  const override = knownOverride(stack.json, await readPlan(session, stack, file), loadEmulator());
  if (override === undefined) return undefined;
  const overrideFile = join(target.folder(stack), knownOverrideFile);
  writeFileSync(overrideFile, JSON.stringify(override, null, 2));
  try {
    return await planStack(session, stack, file, extra);
  } finally {
    rmSync(overrideFile, { force: true });
  }
}

function counted(stack: Stack, verb: string, counts: Counts, progress: Progress): (event: TerraformEvent) => void {
  // Terraform reports both halves of a replacement.
  const all = counts.add + counts.change + 2 * counts.replace + counts.remove;
  let done = 0;
  const show = () => progress.step(stack.id, `${formatCounts(counts)}, ${verb}`, { done, all });
  show();
  return (event) => {
    if (event.kind !== "finished") return;
    done++;
    show();
  };
}
