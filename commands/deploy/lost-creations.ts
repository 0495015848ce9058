import type { Stack } from "../../synthesized/stack";
import { isDenied } from "../account/denied";
import type { Destination } from "../account/destination";
import { matchesByTags, type TagMatch, taggedResources } from "./tagged-resources";

/**
 * Resources of a stack that exist in AWS and that neither its state nor the journal of an apply knows: the apply was killed
 * between the request that created them and the answer. They are found by their tags.
 * @param known ids of what the state holds or an import takes over, by address
 * @param warn called with what was found, and with why nothing could be looked for
 * @returns undefined when nothing could be looked for
 */
export async function lostCreations(
  stack: Stack,
  destination: Destination,
  known: ReadonlyMap<string, string>,
  warn: (text: string) => void,
): Promise<readonly TagMatch[] | undefined> {
  try {
    const matches = matchesByTags(stack, await taggedResources(stack, destination), known);
    for (const match of matches) warn(describe(match));
    return matches;
  } catch (error) {
    const reason = isDenied(error) ? "grant tag:GetResources" : (error as Error).message;
    warn(`cannot look by tags for what the apply that was killed was creating: ${reason}`);
    return undefined;
  }
}

function describe({ address, ids: [first, ...others], removals }: TagMatch): string {
  const found = `${address}: found ${first} by its tags, which no state knows: it is imported`;
  if (others.length === 0) return found;
  return `${found}. ${others.length} more have its tags: look whether anything uses them, and delete them:\n${removals
    .slice(1)
    .map((command) => `  ${command}`)
    .join("\n")}`;
}
