import { mkdirSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { UserError } from "../../platform/errors";
import type { Stack } from "../../synthesized/stack";
import { readStacks, selectStacks } from "../stacks";
import { synthesizeStacks } from "../synth";
import { type Holder, holderText, inTurn } from "../terraform/in-turn";
import { Terraform } from "../terraform/terraform";
import { awsTarget } from "./aws-target";
import { formatSeconds } from "./counts";
import type { Session } from "./operations";
import { createProgress, type Progress } from "./progress";
import { type Outcome, runInOrder } from "./schedule";
import type { Target } from "./target";

/** Options that plan, deploy and destroy share. */
export interface RunOptions {
  readonly emulator?: boolean;
  /** Emulator only: plan what the provider waits long for, and do not apply it. Default: false. */
  readonly leaveOutSlow?: boolean;
  /** Stacks worked on at the same time, at most. Default: one per processor. */
  readonly parallelism?: number;
  /** False to work on what was synthesized before. Default: true. */
  readonly synth?: boolean;
}

/** The stacks of a run and where they are worked on. */
export interface Prepared {
  /** All synthesized stacks. */
  readonly all: readonly Stack[];
  readonly selected: readonly Stack[];
  readonly target: Target;
  readonly terraform: Terraform;
}

/** Synthesizes, selects stacks, and finds Terraform and the target. @throws UserError for each thing that is missing */
export async function prepareRun(patterns: readonly string[], options: RunOptions): Promise<Prepared> {
  const all = options.synth === false ? readStacks() : await synthesizeStacks();
  const selected = selectStacks(all, patterns.length > 0 ? patterns : ["*"]);
  const terraform = await Terraform.locate();
  const target = options.emulator
    ? await (await import("../emulator/target")).emulatorTarget(all, { leaveOutSlow: options.leaveOutSlow })
    : awsTarget();
  return { all, selected, target, terraform };
}

/** What is done to each stack of a run. */
export interface Task<Result> {
  readonly after: (stack: Stack) => readonly string[];
  readonly work: (session: Session, stack: Stack, progress: Progress) => Promise<Result>;
  readonly afterwards?: (session: Session, stack: Stack, progress: Progress, result: Result) => Promise<Result>;
  /** The last word on a stack that went well. */
  readonly summary: (result: Result) => string;
}

export interface RunReport<Result> {
  readonly outcomes: ReadonlyMap<string, Outcome<Result>>;
  readonly milliseconds: number;
}

/**
 * Does a task to all selected stacks, with progress.
 * @param live draw the progress as a list. Default: on a terminal
 */
export async function runTask<Result>(
  { all, selected, target, terraform }: Prepared,
  task: Task<Result>,
  { parallelism = availableParallelism() }: RunOptions,
  signal: AbortSignal,
  live?: boolean,
): Promise<RunReport<Result>> {
  const begun = performance.now();
  const progress = createProgress(
    selected.map(({ id }) => id),
    live,
  );
  const session: Session = { terraform, target, signal, stacks: all };
  const ending = async (stack: Stack, last: boolean, run: () => Promise<Result>): Promise<Result> => {
    try {
      const result = await run();
      if (last) progress.end(stack.id, "done", task.summary(result));
      return result;
    } catch (error) {
      progress.end(stack.id, "failed", signal.aborted ? "interrupted" : "see below");
      throw error;
    }
  };
  const { afterwards } = task;
  const outcomes = await runInOrder<Stack, Result>(selected, {
    idOf: ({ id }) => id,
    after: task.after,
    parallelism,
    signal,
    work: (stack) =>
      ending(stack, !afterwards, () => inOwnTurn(session, stack, progress, () => task.work(session, stack, progress))),
    ...(afterwards && {
      afterwards: (stack, result) =>
        ending(stack, true, () =>
          inOwnTurn(session, stack, progress, () => afterwards(session, stack, progress, result)),
        ),
    }),
  });
  for (const [id, outcome] of outcomes) {
    if (outcome.state === "left") progress.end(id, "left", `not started: ${outcome.because}`);
    else if (outcome.state === "done" && afterwards && signal.aborted)
      progress.end(id, "done", task.summary(outcome.result));
  }
  await progress.close();
  return { outcomes, milliseconds: performance.now() - begun };
}

/** Two runs that initialized and planned in one folder at the same time would see halves of each other's files. */
function inOwnTurn<Result>(
  { target, signal }: Session,
  stack: Stack,
  progress: Progress,
  work: () => Promise<Result>,
): Promise<Result> {
  const folder = target.folder(stack);
  mkdirSync(folder, { recursive: true });
  const onWait = (holder: Holder) => progress.step(stack.id, `waits for ${holderText(holder)}, which works on it`);
  return inTurn(join(folder, ".strata-run"), { signal, onWait }, work);
}

/** Prints what went wrong, and the one line that sums it up. @throws UserError when not every stack went well */
export function concludeRun<Result>(verb: string, target: Target, { outcomes, milliseconds }: RunReport<Result>): void {
  const failed = [...outcomes.values()].flatMap((outcome) => (outcome.state === "failed" ? [outcome.error] : []));
  const left = [...outcomes.values()].filter(({ state }) => state === "left").length;
  const done = outcomes.size - failed.length - left;
  const sum = `${done} of ${outcomes.size} stacks ${verb} (${target.name}) in ${formatSeconds(milliseconds)}`;
  if (done === outcomes.size) {
    console.log(sum);
    return;
  }
  const messages = failed.map((error) =>
    error instanceof UserError ? error.message : String((error as Error)?.stack ?? error),
  );
  throw new UserError(`${["", ...messages].join("\n")}\n\n${sum}, ${failed.length} failed, ${left} not started.`);
}
