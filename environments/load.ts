import type { Environment } from "../layers/layers";
import { UserError } from "../platform/errors";
import { inSlots } from "../platform/zones";
import { environmentsFolder, inspectEnvironments } from "./inspect";
import { countErrors, formatError } from "./loader/errors";

/**
 * All environments, complete and frozen all the way down: primaries before the environments that recover them.
 * @param directory folder of the environment files. Default: `environments` in the repository.
 * @throws UserError that lists every error of every file
 */
export function loadEnvironments(directory: string = environmentsFolder()): Environment[] {
  const { candidates, errors } = inspectEnvironments(directory);
  if (errors.length > 0) {
    throw new UserError([...errors.map((error) => formatError(error)), "", countErrors(errors)].join("\n"));
  }
  const loaded: Environment[] = [];
  for (const { environment } of candidates) {
    if (!environment) continue;
    const primary = loaded.find(({ name }) => name === environment.recovers);
    // Their order in the file means nothing: what follows it, as the zone of a database's instance, would be replaced.
    const placed = { ...environment, zones: inSlots(environment.zones) };
    loaded.push(freeze(primary ? { ...placed, primary } : placed));
  }
  return loaded;
}

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) {
    if (typeof part === "object" && part !== null && !Object.isFrozen(part)) freeze(part);
  }
  return Object.freeze(value);
}
