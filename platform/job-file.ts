import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./root";

/** A file of the folder `jobs`. */
export function jobFile(name: string): Buffer {
  return readFileSync(join(projectRoot(), "jobs", name));
}
