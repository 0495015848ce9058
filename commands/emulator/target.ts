import { cpSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assetsFolder } from "../../platform/assets";
import type { Stack } from "../../synthesized/stack";
import type { Target } from "../deploy/target";
import { canApply, canApplySoon, canPlan, selectResources } from "./applicable";
import { ensureBucket } from "./bucket";
import { type Emulator, loadEmulator } from "./definition";
import { currentEndpoint } from "./endpoint";
import { emulatorStackFolder } from "./folders";
import { emulatorEnvironment, overrideFile, overrideJson, settingOf } from "./override";
import { emulatorStates, stateLocation } from "./state";

const copied = ["cdk.tf.json", ".terraform.lock.hcl", assetsFolder];

/**
 * The running emulator. The synthesized files are copied as they are, with an override next to them, so that nothing
 * of the emulator ever gets into the folder that a real deploy uses.
 * @param stacks all synthesized stacks
 * @param options `leaveOutSlow` to plan only what the provider waits long for. Default: false
 * @throws UserError when no emulator runs
 */
export async function emulatorTarget(
  stacks: readonly Stack[],
  { emulator = loadEmulator(), leaveOutSlow = false }: { emulator?: Emulator; leaveOutSlow?: boolean } = {},
): Promise<Target> {
  const judge = leaveOutSlow ? canApplySoon(emulator) : canApply(emulator);
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
      for (const name of copied) {
        rmSync(join(folder, name), { recursive: true, force: true });
        if (existsSync(join(stack.folder, name)))
          cpSync(join(stack.folder, name), join(folder, name), { recursive: true });
      }
      writeFileSync(join(folder, overrideFile), JSON.stringify(overrideJson(stack, stacks, emulator, judge), null, 2));
    },
    states: emulatorStates(emulator, env),
    setting: (stack) => settingOf(stack, stacks, emulator, judge),
    applicable: (stack) => selectResources(stack.json, judge),
    plannable: (stack) => selectResources(stack.json, canPlan(emulator)),
  };
}
