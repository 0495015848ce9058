import { join } from "node:path";
import type { Environment } from "../layers/layers";
import { projectRoot } from "../platform/root";
import { type Inspection, inspectFolder } from "./loader/inspect";
import { rules } from "./rules/all";
import { firewallExpiry } from "./rules/expiry";
import { environmentSchema, tierDefaults } from "./schema";

/** The `environments` folder of the repository. */
export function environmentsFolder(): string {
  return join(projectRoot(), "environments");
}

/**
 * Reads and checks every environment file of the folder. Never throws for what is in them.
 * @param today as in `2026-11-30`: what holds until an earlier day is an error. Default: no day is looked at, so that a
 * commit synthesizes alike on every day.
 */
export function inspectEnvironments(directory: string = environmentsFolder(), today?: string): Inspection<Environment> {
  const expiry = today === undefined ? [] : [firewallExpiry(today)];
  return inspectFolder(directory, { schema: environmentSchema, tierDefaults, rules: [...rules, ...expiry] });
}
