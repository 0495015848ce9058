import { UserError } from "../../platform/errors";
import { withoutBox } from "../terraform/messages";
import { ApplyJournal } from "./apply-journal";
import { initStack } from "./operations";
import { prepareRun, type RunOptions } from "./run";

/**
 * Frees the lock of a state whose holder was killed.
 * @param id of the lock, as the message about it says: so that no other lock is freed by mistake
 * @throws UserError when our own apply still runs, or the lock is another one
 */
export async function unlock(stackId: string, id: string, options: RunOptions): Promise<void> {
  const { selected, target, terraform } = await prepareRun([stackId], options);
  for (const stack of selected) {
    const notes = new ApplyJournal(target.notes(stack));
    if (notes.isRunning()) {
      const { pid } = notes.unfinished()?.process ?? {};
      throw new UserError(
        `The apply of ${stack.id} is still running as process ${pid} on this machine. Wait until it ends.`,
      );
    }
    await initStack({ terraform, target, signal: new AbortController().signal }, stack, true);
    const { exitCode, stdout, stderr } = await terraform.run(["force-unlock", "-force", id], {
      cwd: target.folder(stack),
      env: target.env,
    });
    if (exitCode !== 0) throw new UserError(`${stack.id}: the lock stays.\n${withoutBox(stderr || stdout)}`);
    console.log(`${stack.id}: unlocked. Deploy again with \`npx strata deploy ${stack.id}${target.option}\`.`);
  }
}
