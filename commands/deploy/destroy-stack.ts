import type { Stack } from "../../synthesized/stack";
import { forgetDeploy } from "../as-deployed/deploy-notes";
import { ApplyJournal } from "./apply-journal";
import { counted } from "./count-events";
import { countChanges } from "./counts";
import { pushErroredState } from "./errored-state";
import { removeGuardDutyLeftovers } from "./guardduty-leftovers";
import { applyPlan, initStack, planStack, type Session } from "./operations";
import type { Progress } from "./progress";
import { waitForEarlierApply } from "./recovery";
import type { StackResult } from "./stack-result";
import { everythingThere } from "./targeting";

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
