import { randomUUID } from "node:crypto";
import type { Block } from "../../synthesized/stack";
import { rootOutput } from "../merged-root/merged-root";

/** A Terraform state, format 4, as far as merging needs to know it. */
export interface State {
  readonly version: number;
  readonly terraform_version: string;
  readonly lineage?: string;
  /** Counts what was written: one more with each state. */
  readonly serial?: number;
  readonly resources: readonly StateResource[];
  readonly outputs?: Readonly<Record<string, Block>>;
}

export interface StateResource {
  readonly module?: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** As in `provider["registry.terraform.io/hashicorp/aws"].edge`. */
  readonly provider: string;
  readonly instances: readonly Block[];
}

/**
 * The states of several stacks as the state of their merged root: every resource in its stack's module, with the
 * root's provider. What a stack remembers of its producers' states goes: the root reads the producers themselves.
 * @param passed per stack, the root's name of each of its providers
 */
export function mergeStates(
  states: ReadonlyMap<string, State>,
  passed: ReadonlyMap<string, Readonly<Record<string, string>>>,
  terraformVersion: string,
): Block {
  return {
    version: 4,
    terraform_version: terraformVersion,
    serial: 1,
    lineage: randomUUID(),
    outputs: Object.fromEntries(
      [...states].flatMap(([stack, { outputs = {} }]) =>
        Object.entries(outputs).map(([name, output]) => [rootOutput(stack, name), { ...output, sensitive: true }]),
      ),
    ),
    resources: [...states].flatMap(([stack, { resources }]) =>
      resources
        .filter(({ type }) => type !== "terraform_remote_state")
        .map((resource) => moved(resource, stack, passed.get(stack) ?? {})),
    ),
    check_results: null,
  };
}

function moved(resource: StateResource, stack: string, providers: Readonly<Record<string, string>>): StateResource {
  const module = `module.${stack}`;
  return {
    ...resource,
    module: resource.module === undefined ? module : `${module}.${resource.module}`,
    provider: rootProvider(resource.provider, providers),
    instances: resource.instances.map((instance) => ({
      ...instance,
      dependencies: ((instance.dependencies ?? []) as string[])
        .filter((address) => !address.startsWith("data.terraform_remote_state."))
        .map((address) => `${module}.${address}`),
    })),
  };
}

/** An alias that the stack has given up since goes to its own default provider. */
function rootProvider(provider: string, providers: Readonly<Record<string, string>>): string {
  const [, source, name = "", alias] = /^(provider\["[^"]*?([\w-]+)"\])(?:\.(.+))?$/.exec(provider) ?? [];
  const passed = providers[alias === undefined ? name : `${name}.${alias}`] ?? providers[name];
  return source === undefined || passed === undefined ? provider : `${source}.${passed.slice(name.length + 1)}`;
}
