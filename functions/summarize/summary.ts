import PQueue from "p-queue";
import { partsOf } from "./chunks";
import type { Told } from "./model";
import { prompts } from "./prompts";

/** Parts that models work on at a time. */
const atATime = 3;

/** Most parts of a document. What is longer is not summarized: it would cost more than it is worth. */
export const mostParts = 100;

/** Most rounds that put summaries together. Summaries that get no shorter would take rounds without end. */
const mostRounds = 4;

/** One step on the way to a summary, by what it is called among those of its document. */
export interface Step extends Told {
  /** As in `part-3`, or `whole-1-2`: the second of the first round that puts summaries together. */
  readonly name: string;
}

/** Does a step, unless it was done before: then it says what came of it then. */
export type DoStep = (step: Step) => Promise<string>;

/**
 * The summary of a text: that of each part, then one of these summaries, in as many rounds as it takes until they fit
 * into one request. Steps depend on the text alone, so that a run that ends early goes on where it was.
 * @returns nothing when the text is too long, or summaries do not get shorter
 */
export async function summaryOf(title: string, text: string, doStep: DoStep): Promise<string | undefined> {
  const parts = partsOf(text);
  if (parts.length > mostParts) return undefined;
  let summaries = await together(
    parts.map((part, index) => ({
      name: `part-${index + 1}`,
      instructions: prompts.part.fill({ title, part: index + 1, parts: parts.length }),
      text: part,
    })),
    doStep,
  );
  const instructions = prompts.whole.fill({ title });
  for (let round = 1; summaries.length > 1; round++) {
    if (round > mostRounds) return undefined;
    const groups = partsOf(summaries.join("\n\n"));
    summaries = await together(
      groups.map((group, index) => ({ name: `whole-${round}-${index + 1}`, instructions, text: group })),
      doStep,
    );
  }
  return summaries[0] ?? "";
}

/** What comes of steps, in their order. */
async function together(steps: readonly Step[], doStep: DoStep): Promise<string[]> {
  const queue = new PQueue({ concurrency: atATime });
  return await queue.addAll(steps.map((step) => () => doStep(step)));
}
