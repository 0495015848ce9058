import { blocksByAddress } from "../../synthesized/resource";
import type { Block, StackJson } from "../../synthesized/stack";
import type { ResourceChange } from "../deploy/operations";
import type { Emulator } from "./definition";
import { changedAttributes } from "./differences";

/** Name of a file that Terraform merges over the configuration after the emulator's settings. */
export const knownOverrideFile = "known_override.tf.json";

/**
 * What makes Terraform leave known differences as they are, so that they are not applied with a real change: the emulator
 * may refuse them. Undefined when a plan holds none.
 * @param changes those of a plan
 */
export function knownOverride(
  json: StackJson,
  changes: readonly ResourceChange[],
  emulator: Emulator,
): Block | undefined {
  const blocks = blocksByAddress(json);
  const resource: Record<string, Record<string, Block>> = {};
  for (const change of changes) {
    const { address, type } = change;
    const { actions } = change.change;
    const known = emulator.knownDifferences
      .filter(({ types }) => types.includes(type))
      .flatMap(({ attributes }) => attributes);
    const found = blocks.get(address.replace(/\[.*$/, ""));
    // What is created has nothing to differ from.
    const exists = actions.includes("update") || (actions.includes("create") && actions.includes("delete"));
    if (!found || !exists || !changedAttributes(change).some((attribute) => known.includes(attribute))) continue;
    const { ignore_changes: own = [] } = (found.block.lifecycle ?? {}) as { ignore_changes?: readonly string[] };
    const ignored = [...new Set([...own, ...known])];
    resource[type] = { ...resource[type], [found.name]: { lifecycle: { ignore_changes: ignored } } };
  }
  return Object.keys(resource).length > 0 ? { resource } : undefined;
}
