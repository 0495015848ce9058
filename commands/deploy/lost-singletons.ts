import { alone } from "../../synthesized/linked-stack";
import type { Stack } from "../../synthesized/stack";
import { isDenied } from "../account/denied";
import type { Destination } from "../account/destination";
import { type Singleton, singletons } from "../adopt/singletons";

/**
 * Ids, by address, of what an apply that was killed was creating and of which the account has one: AWS refuses to create it
 * again. No tags tell these, as service-linked roles have none.
 * @param addresses what was under way and has no known id
 * @param warn called with what was found, and with what could not be looked for
 * @param kinds what to look for. Default: all that `strata adopt` knows
 */
export async function lostSingletons(
  stack: Stack,
  addresses: readonly string[],
  destination: Destination,
  warn: (text: string) => void,
  kinds: readonly Singleton[] = singletons,
): Promise<Map<string, string>> {
  const { resources } = alone(stack);
  const ids = new Map<string, string>();
  for (const address of addresses) {
    const resource = resources.get(address);
    const kind = kinds.find(({ type }) => type === resource?.type);
    if (!resource || !kind) continue;
    try {
      const found = await kind.find({ ...destination, region: resource.region }, resource.block);
      if (!found) continue;
      ids.set(address, found.id);
      warn(`${address}: found ${found.id}, which no state knows and AWS creates once: it is imported`);
    } catch (error) {
      const reason = isDenied(error) ? `grant ${kind.action}` : (error as Error).message;
      warn(`${address}: cannot look whether the apply that was killed created it: ${reason}`);
    }
  }
  return ids;
}
