import { join } from "node:path";
import type { Environment } from "../layers/layers";
import { projectRoot } from "../platform/root";
import { type Inspection, inspectFolder } from "./loader/inspect";
import { rules } from "./rules/all";
import { environmentSchema, tierDefaults } from "./schema";

/** The `environments` folder of the repository. */
export function environmentsFolder(): string {
  return join(projectRoot(), "environments");
}

/** Reads and checks every environment file of the folder. Never throws for what is in them. */
export function inspectEnvironments(directory: string = environmentsFolder()): Inspection<Environment> {
  return inspectFolder(directory, { schema: environmentSchema, tierDefaults, rules });
}
