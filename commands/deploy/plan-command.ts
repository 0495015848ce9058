import { loadEmulator } from "../emulator/definition";
import { judgeSecondPlan } from "../emulator/differences";
import type { Change } from "../preview/changes";
import { countText, reportText } from "../preview/report";
import { interruptible } from "./interrupt";
import { initStack, lookAtPlan } from "./operations";
import { changesInFull, formatDifferences, formatSkipped } from "./report";
import { concludeRun, prepareRun, type RunOptions, type RunReport, runTask } from "./run";
import { keepTo } from "./targeting";

export interface PlanResult {
  readonly changes: readonly Change[];
  /** What a reader needs to know beside the changes, ready to print. */
  readonly remarks: string;
}

/**
 * Plans the stacks that match, all at once: a plan needs no order once what it reads was applied.
 * @throws UserError when a plan fails
 */
export async function plan(patterns: readonly string[], options: RunOptions): Promise<RunReport<PlanResult>> {
  const prepared = await prepareRun(patterns, options);
  const { selected, target } = prepared;
  console.log(`Planning ${selected.length} stacks against ${target.name}. ${prepared.terraform.providerNote}`);
  return interruptible(async (signal) => {
    const report = await runTask<PlanResult>(
      prepared,
      {
        after: () => [],
        work: async (session, stack, progress) => {
          progress.step(stack.id, "init");
          await initStack(session, stack);
          progress.step(stack.id, "plan");
          const look = await lookAtPlan(session, stack, await keepTo(session, stack, target.plannable(stack)));
          try {
            const changes = await changesInFull(stack, look.plan, look.details);
            if (!target.isEmulator || changes.length === 0) return { changes, remarks: "" };
            const { skipped } = target.applicable(stack);
            const { plannedOnly, known } = judgeSecondPlan(await look.details(), skipped, loadEmulator());
            const expected = new Set([...plannedOnly, ...known].map(({ address }) => address));
            const remarks = [
              ...(plannedOnly.length > 0 ? [`  never applied here:\n${formatSkipped(plannedOnly)}`] : []),
              ...(known.length > 0 ? [`  known differences of the emulator:\n${formatDifferences(known)}`] : []),
            ];
            return {
              changes: changes.filter(({ place }) => !expected.has(place.address ?? "")),
              remarks: remarks.join("\n"),
            };
          } finally {
            look.forget();
          }
        },
        summary: ({ changes }) => countText(changes),
      },
      options,
      signal,
    );
    for (const stack of selected) {
      const outcome = report.outcomes.get(stack.id);
      if (outcome?.state !== "done") continue;
      const { changes, remarks } = outcome.result;
      if (changes.length === 0 && remarks === "") continue;
      console.log(["", reportText([stack], changes), remarks].filter(Boolean).join("\n"));
    }
    concludeRun("planned", target, report);
    return report;
  });
}
