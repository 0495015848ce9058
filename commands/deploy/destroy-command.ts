import { UserError } from "../../platform/errors";
import type { Stack } from "../../synthesized/stack";
import { ask } from "./approval";
import { formatCounts } from "./counts";
import type { DeployOptions } from "./deploy-command";
import { destroyStack } from "./destroy-stack";
import { interruptible } from "./interrupt";
import { concludeRun, type Prepared, prepareRun, type RunReport, runTask } from "./run";
import type { StackResult } from "./stack-result";

/**
 * Destroys the stacks that match, consumers first, each from a saved plan. Deletion protection is Terraform's matter.
 * @throws UserError when a stack fails
 */
export async function destroy(patterns: readonly string[], options: DeployOptions): Promise<RunReport<StackResult>> {
  // A try-out may lack what the provider waits long for: its readers get examples of outputs that no state has.
  const prepared = await prepareRun(patterns, { ...options, leaveOutSlow: true });
  const { all, selected, target } = prepared;
  warnOfReaders(prepared);
  if (!target.isEmulator && !options.autoApprove) await confirmDestruction(selected);
  const readers = (stack: Stack) =>
    all.filter(({ dependencies }) => dependencies.includes(stack.id)).map(({ id }) => id);
  return interruptible(async (signal) => {
    const task = { after: readers, work: destroyStack, summary: ({ counts }: StackResult) => formatCounts(counts) };
    const report = await runTask(prepared, task, options, signal);
    concludeRun("destroyed", target, report);
    return report;
  });
}

function warnOfReaders({ all, selected }: Prepared): void {
  const ids = new Set(selected.map(({ id }) => id));
  const readers = all.filter(({ id, dependencies }) => !ids.has(id) && dependencies.some((other) => ids.has(other)));
  if (readers.length > 0) {
    console.warn(`These stacks stay and read what goes: ${readers.map(({ id }) => id).join(", ")}.`);
  }
}

/** The person has to type the name of each environment that loses something. */
async function confirmDestruction(stacks: readonly Stack[]): Promise<void> {
  for (const environment of new Set(stacks.map((stack) => stack.environment))) {
    const ids = stacks.filter((stack) => stack.environment === environment).map(({ id }) => id);
    const answer = await ask(`Everything in ${ids.join(", ")} will be destroyed. Type ${environment} to go on: `);
    if (answer !== environment) throw new UserError(`Nothing was destroyed: expected ${environment}, got "${answer}".`);
  }
}
