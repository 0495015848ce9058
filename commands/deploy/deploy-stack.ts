import { UserError } from "../../platform/errors";
import type { Stack } from "../../synthesized/stack";
import { noteDeploy } from "../as-deployed/deploy-notes";
import type { Change } from "../preview/changes";
import { applyAndExplain } from "./apply-and-explain";
import { ApplyJournal } from "./apply-journal";
import { counted } from "./count-events";
import { countChanges, formatCounts } from "./counts";
import { pushErroredState } from "./errored-state";
import { keepRecord } from "./keep-record";
import { onlyKnownDifferences, planWithoutKnown } from "./known-differences";
import { initStack, type Plan, readPlan, type Session } from "./operations";
import type { Progress } from "./progress";
import { planAndRecover, waitForEarlierApply } from "./recovery";
import { changesInFull } from "./report";
import type { StackResult } from "./stack-result";
import { keepTo } from "./targeting";

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
