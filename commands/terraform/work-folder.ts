import { join } from "node:path";
import { projectRoot } from "../../platform/root";

/** Folder of everything the commands write for themselves: `.strata` in the repository, or STRATA_WORK_FOLDER. */
export function workFolder(): string {
  return process.env.STRATA_WORK_FOLDER || join(projectRoot(), ".strata");
}
