import { App } from "cdktf";
import { readStacks } from "../../commands/stacks";
import { loadEnvironments } from "../../environments/load";
import { buildEnvironment } from "../../layers/build";
import { synthesize } from "../../platform/synthesize";
import { type LinkedStack, link } from "../../synthesized/linked-stack";
import type { Stack, StackJson } from "../../synthesized/stack";
import { withFolder } from "./temporary";

let stacks: readonly Stack[] | undefined;

/**
 * All stacks of the repository's environments. Test files that run in one worker share them, frozen; their folders are
 * gone.
 */
export function platformStacks(): readonly Stack[] {
  stacks ??= withFolder((outdir) => {
    const app = new App({ outdir });
    for (const environment of loadEnvironments()) buildEnvironment(app, environment);
    synthesize(app);
    return frozen(readStacks(outdir));
  });
  return stacks;
}

let linked: readonly LinkedStack[] | undefined;

/** The same stacks, each with those it reads. */
export function linkedPlatform(): readonly LinkedStack[] {
  linked ??= link(platformStacks());
  return linked;
}

/** The JSON of each of these stacks, by id. */
export function wholePlatform(): Readonly<Record<string, StackJson>> {
  return Object.fromEntries(platformStacks().map(({ id, json }) => [id, json]));
}

function frozen<T>(value: T): T {
  if (typeof value === "object" && value !== null) Object.values(Object.freeze(value)).forEach(frozen);
  return value;
}
