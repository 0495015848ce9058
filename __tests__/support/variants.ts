import { join } from "node:path";
import { projectRoot } from "../../platform/root";
import type { Stack } from "../../synthesized/stack";
import { stacksOf } from "../provider/support";

let stacks: readonly Stack[] | undefined;

/** All stacks of environments that choose what those of the repository do not. Test files of one worker share them. */
export function variantStacks(): readonly Stack[] {
  stacks ??= stacksOf(join(projectRoot(), "__tests__", "provider", "variants"));
  return stacks;
}
