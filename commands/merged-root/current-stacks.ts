import type { Stack } from "../../synthesized/stack";
import { readStacks } from "../stacks";

/** All stacks: synthesized now, or as they were synthesized before. */
export async function currentStacks(skipSynth: boolean): Promise<Stack[]> {
  if (skipSynth) return readStacks();
  const { synthesizeStacks } = await import("../synth");
  return synthesizeStacks();
}
