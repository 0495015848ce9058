import { writeFileSync } from "node:fs";
import { UserError } from "../../platform/errors";
import type { Stack } from "../../synthesized/stack";
import { noteDeploy } from "../as-deployed/deploy-notes";
import { applyAndExplain } from "./apply-and-explain";
import { ApplyJournal } from "./apply-journal";
import { counted } from "./count-events";
import { countChanges, plannedChanges } from "./counts";
import { pushErroredState } from "./errored-state";
import { keepRecord } from "./keep-record";
import { initStack, type Session } from "./operations";
import type { Progress } from "./progress";
import { waitForEarlierApply } from "./recovery";
import type { VerifiedPlan } from "./saved-plans";
import type { StackResult } from "./stack-result";

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
