import type { Stack } from "../../synthesized/stack";
import { applyReviewed } from "./apply-reviewed";
import { approval } from "./approval";
import { formatCounts } from "./counts";
import { deployStack } from "./deploy-stack";
import { interruptible } from "./interrupt";
import { printEmulatorReport } from "./report";
import { concludeRun, prepareRun, type RunOptions, type RunReport, runTask } from "./run";
import { PlanFolder } from "./saved-plans";
import { lookAtState, secondPlan } from "./second-plan";
import type { StackResult } from "./stack-result";

export interface DeployOptions extends RunOptions {
  readonly autoApprove?: boolean;
  /** Folder of plans that were reviewed: exactly these are applied. Default: each stack is planned now. */
  readonly plan?: string;
}

/** What was deployed, and how that went. */
export interface DeployReport extends RunReport<StackResult> {
  readonly stacks: readonly Stack[];
}

/**
 * Deploys the stacks that match, producers first, each from a saved plan.
 * @param signal stops the run. Default: Ctrl-C does
 * @returns what was done to each stack
 * @throws UserError when a stack fails; those that do not depend on it are deployed all the same
 */
export async function deploy(
  patterns: readonly string[],
  options: DeployOptions,
  signal?: AbortSignal,
): Promise<DeployReport> {
  // A reviewed plan is already approved.
  const approve = options.emulator || options.plan !== undefined ? undefined : approval(options.autoApprove === true);
  if (options.emulator) await ensureEmulator();
  const found = await prepareRun(patterns, options);
  const { target, terraform } = found;
  const reviewed =
    options.plan === undefined
      ? undefined
      : new PlanFolder(options.plan).verified(found.all, target.name, terraform.version);
  const prepared = { ...found, selected: found.selected.filter(({ id }) => reviewed?.has(id) ?? true) };
  console.log(
    `Deploying ${prepared.selected.length} stacks to ${prepared.target.name}. ${prepared.terraform.providerNote}`,
  );
  const run = async (stop: AbortSignal): Promise<DeployReport> => {
    const report = await runTask(
      prepared,
      {
        after: (stack: Stack) => stack.dependencies,
        work: (session, stack, progress) => {
          const plan = reviewed?.get(stack.id);
          return plan ? applyReviewed(session, stack, plan, progress) : deployStack(session, stack, progress, approve);
        },
        // A second plan proves that nothing is left to change. It takes as long as the first: too long for a first look.
        ...(options.emulator && !reviewed && { afterwards: options.leaveOutSlow ? lookAtState : secondPlan }),
        summary: ({ counts, plannedOnly }: StackResult) =>
          formatCounts(counts) + (plannedOnly.length > 0 ? `, ${plannedOnly.length} planned only` : ""),
      },
      options,
      stop,
      // Questions and a list that redraws itself do not go together.
      approve ? false : undefined,
    );
    if (options.emulator) printEmulatorReport(report.outcomes);
    concludeRun("deployed", prepared.target, report);
    return { ...report, stacks: prepared.selected };
  };
  return signal ? run(signal) : interruptible(run);
}

async function ensureEmulator(): Promise<void> {
  const { loadEmulator } = await import("../emulator/definition");
  const { printNote } = await import("../emulator/print");
  const { startEmulator } = await import("../emulator/server");
  const emulator = loadEmulator();
  const { endpoint, startedNow } = await startEmulator(emulator, undefined, printNote);
  if (startedNow) printNote(`${emulator.name} runs at ${endpoint}; \`npx strata emulator stop\` ends it.`);
}
