import type { Stack } from "../../synthesized/stack";
import type { DeployNotes } from "../as-deployed/deploy-notes";
import type { Progress } from "./progress";

/** Without a record, plans of the stack take longer; the deploy went well all the same. */
export async function keepRecord(record: DeployNotes, stack: Stack, progress: Progress): Promise<void> {
  await record.deployed().catch((error: unknown) => {
    progress.warn(
      stack.id,
      `is planned each time, because the record of this deploy failed: ${(error as Error).message}`,
    );
  });
}
