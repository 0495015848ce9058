import { randomUUID } from "node:crypto";
import type { Block } from "../../../synthesized/stack";
import type { State, StateResource } from "../merge-states";

/** The state as a file, which tells no other state apart from it: it is for reading. */
export function stateFile(state: State): string {
  const resources = state.resources.map(withTypes);
  return JSON.stringify({ ...state, resources, serial: 1, lineage: randomUUID(), outputs: {}, check_results: null });
}

/** Attributes that take a value of any type: a state file names the type of each with the value. */
const ofAnyType: Readonly<Record<string, readonly string[]>> = {
  terraform_data: ["input", "output", "triggers_replace"],
};

function withTypes(resource: StateResource): StateResource {
  const names = ofAnyType[resource.type];
  if (!names) return resource;
  const instances = resource.instances.map(({ attributes, ...instance }) => ({
    ...instance,
    attributes: withTypedValues(attributes as Block, names),
  }));
  return { ...resource, instances };
}

function withTypedValues(attributes: Block, names: readonly string[]): Block {
  const typed = names.flatMap((name) => {
    const value = attributes[name] ?? null;
    return value === null ? [] : [[name, { value, type: typeOf(value) }]];
  });
  return { ...attributes, ...Object.fromEntries(typed) };
}

/** The type of a value in Terraform's words. */
function typeOf(value: unknown): unknown {
  if (Array.isArray(value)) return ["tuple", value.map(typeOf)];
  if (typeof value === "object" && value !== null) {
    return ["object", Object.fromEntries(Object.entries(value).map(([name, field]) => [name, typeOf(field)]))];
  }
  if (typeof value === "boolean") return "bool";
  return typeof value === "number" ? "number" : "string";
}
