import type { App } from "cdktf";
import { type Environment, layerNames, layers } from "./layers";

const stacks = await Promise.all(Object.values(layers).map(({ stack }) => stack()));

/** Builds every layer of an environment, producers before the layers that read them. */
export function buildEnvironment(app: App, environment: Environment): void {
  for (const Stack of stacks) new Stack(app, environment, layerNames);
}
