import { copyFileSync, existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Target } from "../deploy/target";
import type { Stack } from "../stacks";
import { canApply, canPlan, selectResources } from "./applicable";
import { ensureBucket } from "./bucket";
import { type Emulator, loadEmulator } from "./definition";
import { currentEndpoint } from "./endpoint";
import { emulatorStackFolder } from "./folders";
import { emulatorEnvironment, overrideFile, overrideJson } from "./override";
import { stateLocation } from "./state";

const copiedFiles = ["cdk.tf.json", ".terraform.lock.hcl"];

/**
 * The running emulator. The synthesized files are copied as they are, with an override beside them, so that nothing
 * of the emulator ever gets into the folder that a real deploy uses.
 * @param stacks all synthesized stacks
 * @throws UserError when no emulator runs
 */
export async function emulatorTarget(stacks: readonly Stack[], emulator: Emulator = loadEmulator()): Promise<Target> {
  const endpoint = await currentEndpoint(emulator);
  const env = await emulatorEnvironment(emulator);
  const buckets = new Map<string, Promise<void>>();
  return {
    name: `${emulator.name} at ${endpoint}`,
    isEmulator: true,
    option: " --emulator",
    env,
    reconfigure: true,
    folder: (stack) => emulatorStackFolder(stack.id),
    notes: (stack) => join(emulatorStackFolder(stack.id), "runs"),
    prepare: async (stack) => {
      const { bucket, region } = stateLocation(stack);
      const made = buckets.get(bucket) ?? ensureBucket(endpoint, bucket, region);
      buckets.set(bucket, made);
      await made;
      const folder = emulatorStackFolder(stack.id);
      mkdirSync(folder, { recursive: true });
      for (const file of copiedFiles) {
        if (existsSync(join(stack.folder, file))) copyFileSync(join(stack.folder, file), join(folder, file));
      }
      writeFileSync(join(folder, overrideFile), JSON.stringify(overrideJson(stack, stacks, emulator), null, 2));
    },
    applicable: (stack) => selectResources(stack.json, canApply(emulator)),
    plannable: (stack) => selectResources(stack.json, canPlan(emulator)),
  };
}
