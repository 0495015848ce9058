import { createInterface } from "node:readline/promises";
import PQueue from "p-queue";
import { UserError } from "../../platform/errors";
import { reportText } from "../preview/report";
import { countChanges, formatCounts } from "./counts";
import type { Approve } from "./deploy-stack";

/** Asks a question on the terminal. @throws UserError where there is no terminal */
export async function ask(question: string): Promise<string> {
  if (!process.stdin.isTTY) {
    throw new UserError("Cannot ask for approval without a terminal. Pass --auto-approve to go on without asking.");
  }
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  try {
    return (await terminal.question(question)).trim();
  } finally {
    terminal.close();
  }
}

/**
 * Who approves the plans of a deploy to AWS: no one with --auto-approve, the person at the terminal otherwise, one
 * plan after the other.
 * @throws UserError where there is neither
 */
export function approval(automatic: boolean): Approve | undefined {
  if (automatic) return undefined;
  if (!process.stdin.isTTY) {
    throw new UserError("Cannot ask for approval without a terminal. Pass --auto-approve to apply without asking.");
  }
  const questions = new PQueue({ concurrency: 1 });
  let all = false;
  return (stack, plan, changes) =>
    questions.add(async () => {
      if (all) return true;
      console.log(reportText([stack], await changes()));
      const counts = formatCounts(countChanges(plan.changes));
      const answer = await ask(`${stack.id} ${counts}. Apply? (yes, no, all) `);
      all = answer === "all";
      return all || answer === "yes";
    });
}
