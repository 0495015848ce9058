import type { LinkedStack } from "../synthesized/linked-stack";
import { tierOf } from "./platform";
import type { Platform } from "./types";

/**
 * The number that the tier of a stack asks of a value of the environment file; undefined where it asks for none.
 * @param key in dots, as in `data.relational.backupDays`
 * @throws Error when no tier asks anything of it
 */
export function limitOf({ limits }: Platform, key: string, stack: LinkedStack): number | undefined {
  const perTier = limits.get(key);
  if (!perTier) throw new Error(`expected a limit of ${key}, got none. Limits are: ${[...limits.keys()].join(", ")}.`);
  return perTier[tierOf(stack)];
}
