import { join } from "node:path";
import { workFolder } from "../terraform/work-folder";

/** Folder of everything that concerns the emulator: its log, the record of its process, and the stacks. */
export function emulatorFolder(): string {
  return join(workFolder(), "emulator");
}

/** Working directory of a stack that is deployed to the emulator. */
export function emulatorStackFolder(stack: string): string {
  return join(emulatorFolder(), stack);
}
