import { App } from "cdktf";
import { expect } from "vitest";
import { type Environment, type LayerName, layerNames, layers } from "../../layers/layers";
import type { LayerStack } from "../../platform/layer-stack";
import { synthesize } from "../../platform/synthesize";
import { type Stack, type StackJson, stacksIn } from "../../synthesized/stack";
import { withFolder } from "./temporary";

const stackClasses = await Promise.all(layerNames.map((name) => layers[name].stack()));

/** Builds the layers of the environments, without those that come after `last`. A primary comes before its follower. */
function build(app: App, last: LayerName, environments: readonly Environment[]): LayerStack[] {
  const needed = stackClasses.slice(0, layerNames.indexOf(last) + 1);
  return environments.flatMap((environment) =>
    needed.map((Stack): LayerStack => new Stack(app, environment, layerNames)),
  );
}

/** The layers of the environments, without those that come after `last`. */
export function stacksUpTo(last: LayerName, ...environments: readonly Environment[]): Stack[] {
  return withFolder((outdir) => {
    const app = new App({ outdir });
    build(app, last, environments);
    synthesize(app);
    return stacksIn(outdir);
  });
}

/** The JSON of a layer by the name of the environment, built with the layers before it and no others. */
export function layerOf(layer: LayerName, ...environments: readonly Environment[]): (environment: string) => StackJson {
  const stacks = stacksUpTo(layer, ...environments);
  return (name) =>
    stacks.find((stack) => stack.layer === layer && stack.environment === name)?.json ??
    expect.fail(`no ${layer} layer of ${name}`);
}

/** The text of the files that a layer brings along, by the name of the environment and of the file. */
export function assetsOf(
  layer: LayerName,
  ...environments: readonly Environment[]
): (environment: string) => Readonly<Record<string, string>> {
  const stacks = withFolder((outdir) => build(new App({ outdir }), layer, environments));
  return (name) => {
    const stack = stacks.find((one) => one.layer === layer && one.environment.name === name);
    const files = stack?.assets.entries() ?? expect.fail(`no ${layer} layer of ${name}`);
    return Object.fromEntries([...files].map(([file, content]) => [file, new TextDecoder().decode(content)]));
  };
}
