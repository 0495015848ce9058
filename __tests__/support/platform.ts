import { App } from "cdktf";
import type { StackJson } from "../../commands/stacks";
import { loadEnvironments } from "../../environments/load";
import { buildEnvironment } from "../../layers/build";
import { synthesized } from "./synthesis";

/** Synthesizes all environments of the repository into `outdir`; returns the JSON of each stack by id. */
export function wholePlatform(outdir: string): Record<string, StackJson> {
  const app = new App({ outdir });
  for (const environment of loadEnvironments()) buildEnvironment(app, environment);
  return synthesized(app);
}
