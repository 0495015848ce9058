import { existsSync } from "node:fs";
import { dirname, join } from "node:path";

/** The folder of the repository: the nearest one above the running code that holds `cdktf.json`. */
export function projectRoot(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, "cdktf.json"))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error(`No cdktf.json in or above ${import.meta.dirname}`);
    folder = parent;
  }
  return folder;
}
