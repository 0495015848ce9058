import type { Stack } from "../../synthesized/stack";
import { ApplyJournal } from "./apply-journal";
import { destinationOf } from "./destination";
import { TerraformError } from "./diagnostics";
import type { TerraformEvent } from "./events";
import { refusedCreations, whatIsInTheWay } from "./existing-resources";
import { explainExisting } from "./explain-existing";
import { applyPlan, type Session } from "./operations";
import { idsInState } from "./state";

/**
 * Applies a saved plan. Where it fails because a resource exists that no state knows, the error says whose that is and how
 * to go on, and the next deploy imports what is the platform's own. An answer of AWS that got lost leaves such a resource:
 * the provider asks again.
 * @param onEvent called with what happens to each resource
 * @throws UserError as `applyPlan` does
 */
export async function applyAndExplain(
  session: Session,
  stack: Stack,
  file: string,
  onEvent: (event: TerraformEvent) => void,
): Promise<void> {
  const notes = new ApplyJournal(session.target.notes(stack));
  // The apply ends the notes on the earlier ones.
  const underWay = notes.unfinished()?.underWay ?? [];
  const earlier = notes.existing();
  const events: TerraformEvent[] = [];
  try {
    await applyPlan(session, stack, file, (event) => {
      events.push(event);
      onEvent(event);
    });
  } catch (error) {
    if (!(error instanceof TerraformError) || error.diagnostics.length === 0 || session.signal.aborted) throw error;
    notes.keepExisting(earlier);
    const refused = refusedCreations(events);
    if (refused.length === 0) throw error;
    const explanation = await lookAt(session, stack, refused, notes, underWay).catch(
      ({ message }: Error) => `${stack.id}: cannot look whose ${refused.join(", ")} is: ${message}`,
    );
    throw explanation === "" ? error : new TerraformError(`${error.message}\n\n${explanation}`, error.diagnostics);
  }
}

/** Looks at what was in the way, and notes what the next deploy imports. Returns what to do, empty where that is nothing. */
async function lookAt(
  session: Session,
  stack: Stack,
  refused: readonly string[],
  notes: ApplyJournal,
  underWay: readonly string[],
): Promise<string> {
  const [recorded, destination] = [await idsInState(session, stack), await destinationOf(session, stack)];
  const found = await whatIsInTheWay(stack, refused, { destination, recorded, underWay });
  const own = found.flatMap(({ address, id, own: isOwn }) => (isOwn && id !== undefined ? [{ address, id }] : []));
  const others = notes.existing().filter(({ address }) => !found.some((one) => one.address === address));
  notes.keepExisting([...others, ...own]);
  return explainExisting(stack, found, session.target.option);
}
