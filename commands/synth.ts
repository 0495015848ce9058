import type { Command } from "commander";
import { countResources } from "../synthesized/resource";
import type { Stack } from "../synthesized/stack";
import { outputFolder, readStacks } from "./stacks";

/** Synthesizes all environments into `cdktf.out` and returns the stacks. */
export async function synthesizeStacks(): Promise<Stack[]> {
  await import("../main");
  return readStacks();
}

export function registerSynth(program: Command): void {
  program
    .command("synth")
    .description("synthesize the Terraform JSON of all environments into cdktf.out")
    .action(async () => {
      const started = performance.now();
      const stacks = await synthesizeStacks();
      const seconds = ((performance.now() - started) / 1000).toFixed(2);
      console.log(
        `${stacks.length} stacks, ${countResources(stacks)} resources in ${seconds} s: ${outputFolder()}/stacks`,
      );
    });
}
