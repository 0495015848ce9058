import { join } from "node:path";
import { projectRoot } from "../../platform/root";

/** Folder of what the commands leave behind between runs: `.strata` in the repository, or STRATA_WORK_FOLDER. */
export function workFolder(): string {
  return process.env.STRATA_WORK_FOLDER || join(projectRoot(), ".strata");
}

/** Folder of everything that concerns the emulator: its log, the record of its process, and the stacks. */
export function emulatorFolder(): string {
  return join(workFolder(), "emulator");
}

/** Working directory of a stack that is deployed to the emulator. */
export function emulatorStackFolder(stack: string): string {
  return join(emulatorFolder(), stack);
}
