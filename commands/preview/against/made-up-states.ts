import type { Block, Stack } from "../../../synthesized/stack";
import type { MockedResource } from "../../merged-root/mock-apply";
import type { PlannedResource } from "../changes";
import type { State, StateResource } from "../merge-states";

/** Arguments that AWS leaves empty where nothing sets them, and whose made-up value the provider would refuse. */
const empty: Readonly<Record<string, readonly string[]>> = { aws_sns_topic: ["fifo_throughput_scope"] };

/**
 * The state of each stack as an apply could have left it: what the plan knows, defaults of the provider included, and
 * where it knows nothing, what the mocks made up. Both agree wherever a resource refers to another.
 * @param planned a plan of the stacks' merged root from nothing, in full
 * @param mocked the same root, applied with made-up values
 */
export function madeUpStates(
  stacks: readonly Stack[],
  planned: readonly PlannedResource[],
  mocked: readonly MockedResource[],
  terraformVersion: string,
): Map<string, State> {
  const plans = new Map(planned.map(({ address, change }) => [address, change]));
  const states = stacks.map((stack): [string, State] => {
    const prefix = `module.${stack.id}.`;
    const own = mocked.filter(({ address, mode }) => mode === "managed" && address.startsWith(prefix));
    const resources = own.flatMap((resource) => {
      const plan = plans.get(resource.address);
      if (!plan) return [];
      const madeUp = {
        ...resource.values,
        ...Object.fromEntries((empty[resource.type] ?? []).map((name) => [name, null])),
      };
      const attributes = settle(plan.after, plan.after_unknown, madeUp) as Block;
      const dependencies = (resource.depends_on ?? []).flatMap((address) =>
        address.startsWith(prefix) ? [address.slice(prefix.length)] : [],
      );
      return [stateResource(stack, resource, { attributes, dependencies, sensitive: pathsIn(plan.after_sensitive) })];
    });
    return [stack.id, { version: 4, terraform_version: terraformVersion, resources }];
  });
  return new Map(states);
}

interface Instance {
  readonly attributes: Block;
  readonly dependencies: readonly string[];
  readonly sensitive: readonly Path[];
}

function stateResource(
  stack: Stack,
  { type, name, schema_version }: MockedResource,
  { attributes, dependencies, sensitive }: Instance,
): StateResource {
  const [source = "", alias] = String(stack.json.resource?.[type]?.[name]?.provider ?? type.split("_")[0]).split(".");
  // The provider of `terraform_data` is part of Terraform.
  const registry = source === "terraform" ? "terraform.io/builtin" : "registry.terraform.io/hashicorp";
  const provider = `provider["${registry}/${source}"]${alias === undefined ? "" : `.${alias}`}`;
  const instances = [{ schema_version, attributes, sensitive_attributes: sensitive, dependencies }];
  return { mode: "managed", type, name, provider, instances };
}

/** The way to a value as a state writes it: a name for an attribute, an index for an element of a list or a map. */
type Path = readonly (
  | { type: "get_attr"; value: string }
  | { type: "index"; value: { value: unknown; type: string } }
)[];

/** The paths of what a plan marks with true. A state without them would be changed for the marks alone. */
function pathsIn(marks: unknown, path: Path = [], inBlock = true): Path[] {
  if (marks === true) return [path];
  if (Array.isArray(marks)) {
    return marks.flatMap((mark, index) =>
      pathsIn(mark, [...path, { type: "index", value: { value: index, type: "number" } }]),
    );
  }
  return Object.entries(objectOf(marks)).flatMap(([name, mark]) =>
    inBlock
      ? pathsIn(mark, [...path, { type: "get_attr", value: name }], false)
      : pathsIn(mark, [...path, { type: "index", value: { value: name, type: "string" } }]),
  );
}

/**
 * The states with these changes applied. What a configuration would change in the state made for it comes from made-up
 * values: taken as what had been applied all along, it is no news.
 */
export function settled(states: ReadonlyMap<string, State>, changes: readonly PlannedResource[]): Map<string, State> {
  const byAddress = new Map(changes.map(({ address, change }) => [address, change]));
  const settleIn = (stack: string, resource: StateResource): StateResource => {
    const change = byAddress.get(`module.${stack}.${resource.type}.${resource.name}`);
    if (!change) return resource;
    const instances = resource.instances.map((instance) => ({
      ...instance,
      attributes: settle(change.after, change.after_unknown, instance.attributes),
    }));
    return { ...resource, instances };
  };
  return new Map(
    [...states].map(([stack, state]) => [
      stack,
      { ...state, resources: state.resources.map((resource) => settleIn(stack, resource)) },
    ]),
  );
}

/** The planned value, with the made-up one wherever the plan does not know it. */
function settle(planned: unknown, unknown: unknown, madeUp: unknown): unknown {
  if (unknown === true) return madeUp ?? null;
  if (Array.isArray(planned) || Array.isArray(unknown)) {
    const [items, unknowns, others] = [listOf(planned), listOf(unknown), listOf(madeUp)];
    return Array.from({ length: Math.max(items.length, unknowns.length) }, (_, index) =>
      settle(items[index], unknowns[index], others[index]),
    );
  }
  if (isObject(planned) || isObject(unknown)) {
    const [items, unknowns, others] = [objectOf(planned), objectOf(unknown), objectOf(madeUp)];
    const names = new Set([...Object.keys(items), ...Object.keys(unknowns)]);
    return Object.fromEntries([...names].map((name) => [name, settle(items[name], unknowns[name], others[name])]));
  }
  return planned ?? null;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function objectOf(value: unknown): Block {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Block {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
