import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../platform/errors";
import type { Stack } from "../../synthesized/stack";
import { withoutBox } from "../terraform/messages";
import type { Session } from "./operations";

/**
 * Brings home the state that an earlier apply left in `errored.tfstate` because it could not reach the backend at its
 * end. Terraform itself refuses a state that is older than the stored one, or of another lineage.
 * @throws UserError when it is refused
 */
export async function pushErroredState({ terraform, target, signal }: Session, stack: Stack): Promise<void> {
  const cwd = target.folder(stack);
  const file = join(cwd, "errored.tfstate");
  if (!existsSync(file)) return;
  const { exitCode, stdout, stderr } = await terraform.run(["state", "push", "errored.tfstate"], {
    cwd,
    env: target.env,
    signal,
  });
  if (exitCode !== 0) {
    throw new UserError(
      `${stack.id}: an earlier apply could not write its state and saved it in ${file}. Pushing this file failed:\n` +
        `${withoutBox(stderr || stdout)}\nCompare it with the stored state (terraform state pull), then push or remove it.`,
    );
  }
  rmSync(file);
}
