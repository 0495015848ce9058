import { alone } from "../../synthesized/linked-stack";
import type { Stack } from "../../synthesized/stack";
import { isDenied } from "../account/denied";
import { awsDestination, confirmAccount, type Destination, emulatorDestination } from "../account/destination";
import type { Session } from "./operations";
import { matchesByTags, type TagMatch, taggedResources } from "./tagged-resources";

/**
 * Resources of a stack that exist in AWS and that neither its state nor the journal of an apply knows: the apply was killed
 * between the request that created them and the answer. They are found by their tags.
 * @param known ids of what the state holds or an import takes over, by address
 * @param warn called with what was found, and with why nothing could be looked for
 * @returns undefined when nothing could be looked for
 * @throws UserError when the credentials are of another account
 */
export async function lostCreations(
  session: Session,
  stack: Stack,
  known: ReadonlyMap<string, string>,
  warn: (text: string) => void,
): Promise<readonly TagMatch[] | undefined> {
  const destination = await destinationOf(session, stack);
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

/** Where the resources of the stack are. @throws UserError when the credentials are of another account */
export async function destinationOf({ target }: Session, stack: Stack): Promise<Destination> {
  const { account, resources } = alone(stack);
  const destination = target.isEmulator ? await emulatorDestination() : awsDestination(account);
  const [{ region = "" } = {}] = resources.values();
  await confirmAccount(destination, region);
  return destination;
}

function describe({ address, ids: [first, ...others], removals }: TagMatch): string {
  const found = `${address}: found ${first} by its tags, which no state knows: it is imported`;
  if (others.length === 0) return found;
  return `${found}. ${others.length} more have its tags: look whether anything uses them, and delete them:\n${removals
    .slice(1)
    .map((command) => `  ${command}`)
    .join("\n")}`;
}
