import { App } from "cdktf";
import { expect } from "vitest";
import { type Environment, type LayerName, layerNames, layers } from "../../layers/layers";
import { synthesize } from "../../platform/synthesize";
import { type Stack, type StackJson, stacksIn } from "../../synthesized/stack";
import { withFolder } from "./temporary";

const stackClasses = await Promise.all(layerNames.map((name) => layers[name].stack()));

/** The layers of the environments, without those that come after `last`. A primary comes before its follower. */
export function stacksUpTo(last: LayerName, ...environments: readonly Environment[]): Stack[] {
  return withFolder((outdir) => {
    const app = new App({ outdir });
    const needed = stackClasses.slice(0, layerNames.indexOf(last) + 1);
    for (const environment of environments) for (const Stack of needed) new Stack(app, environment, layerNames);
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
