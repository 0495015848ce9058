import type { Environment } from "../../layers/layers";
import { UserError } from "../../platform/errors";

/** The environment with the name. @throws UserError that lists the names there are */
export function environmentNamed(name: string, environments: readonly Environment[]): Environment {
  const found = environments.find((one) => one.name === name);
  if (found) return found;
  throw new UserError(`expected an environment (${environments.map((one) => one.name).join(", ")}), got "${name}".`);
}
