import { blocksByAddress } from "../../synthesized/resource";
import type { Stack } from "../../synthesized/stack";
import { type Selection, targetArguments } from "../emulator/applicable";
import type { Session } from "./operations";
import { idsInState } from "./state";

/**
 * Arguments that keep Terraform to a selection, and to what the state holds beyond the configuration: a resource that
 * was taken out of it is still destroyed.
 */
export async function keepTo(session: Session, stack: Stack, selection: Selection): Promise<string[]> {
  const targets = targetArguments(selection);
  if (targets.length === 0) return [];
  const configured = blocksByAddress(stack.json);
  const gone = [...(await idsInState(session, stack)).keys()].filter((address) => !configured.has(address));
  return [...targets, ...gone.map((address) => `-target=${address}`)];
}

/** Arguments that keep a destruction to what is there: where something cannot even be planned, it must not be tried. */
export async function everythingThere(session: Session, stack: Stack): Promise<string[]> {
  if (session.target.plannable(stack).skipped.length === 0) return [];
  return [...(await idsInState(session, stack)).keys()].map((address) => `-target=${address}`);
}
