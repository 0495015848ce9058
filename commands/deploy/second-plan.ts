import { UserError } from "../../platform/errors";
import type { Stack } from "../../synthesized/stack";
import { forgetDeploy } from "../as-deployed/deploy-notes";
import { loadEmulator } from "../emulator/definition";
import { judgeSecondPlan } from "../emulator/differences";
import { formatCounts } from "./counts";
import { lookAtPlan, type Session } from "./operations";
import type { Progress } from "./progress";
import type { StackResult } from "./stack-result";
import { idsInState } from "./state";
import { keepTo } from "./targeting";

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
