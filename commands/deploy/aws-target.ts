import { join } from "node:path";
import { selectResources } from "../emulator/applicable";
import { ownBackends } from "../preview/read-states";
import { workFolder } from "../terraform/work-folder";
import type { Target } from "./target";

/** The real thing: each stack in its synthesized folder, the same as the cdktf CLI works in. */
export function awsTarget(): Target {
  return {
    name: "AWS",
    isEmulator: false,
    option: "",
    env: {},
    reconfigure: false,
    folder: (stack) => stack.folder,
    notes: (stack) => join(workFolder(), "deploy", stack.id),
    prepare: async () => {},
    states: ownBackends,
    applicable: (stack) => selectResources(stack.json, () => undefined),
    plannable: (stack) => selectResources(stack.json, () => undefined),
  };
}
