import { UserError } from "../../platform/errors";
import { withoutBox } from "../terraform/messages";
import { ApplyJournal } from "./apply-journal";
import { initStack } from "./operations";
import { prepareRun, type RunOptions } from "./run";

/** @throws UserError when the apply that notes are about still runs, or may run */
export function refuseWhileRunning(stackId: string, notes: ApplyJournal): void {
  const running = notes.running();
  if (running === undefined) return;
  if (running !== "unknown") {
    throw new UserError(
      `The apply of ${stackId} is still running as process ${running} on this machine. Wait until it ends.`,
    );
  }
  throw new UserError(
    `Cannot tell whether the apply of ${stackId} still runs: this system does not list its processes. Look for a ` +
      `Terraform that applies ${notes.plan}. If there is none, remove ${notes.journal} and unlock again: what the apply ` +
      "was creating is then not taken over.",
  );
}

/**
 * Frees the lock of a state whose holder was killed.
 * @param id of the lock, as the message about it says: so that no other lock is freed by mistake
 * @throws UserError when our own apply still runs, or the lock is another one
 */
export async function unlock(stackId: string, id: string, options: RunOptions): Promise<void> {
  const { selected, target, terraform } = await prepareRun([stackId], options);
  for (const stack of selected) {
    refuseWhileRunning(stack.id, new ApplyJournal(target.notes(stack)));
    await initStack({ terraform, target, signal: new AbortController().signal }, stack, true);
    const { exitCode, stdout, stderr } = await terraform.run(["force-unlock", "-force", id], {
      cwd: target.folder(stack),
      env: target.env,
    });
    if (exitCode !== 0) throw new UserError(`${stack.id}: the lock stays.\n${withoutBox(stderr || stdout)}`);
    console.log(`${stack.id}: unlocked. Deploy again with \`npx strata deploy ${stack.id}${target.option}\`.`);
  }
}
