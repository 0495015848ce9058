import { type IResolveContext, Lazy, type TerraformRemoteState, Token } from "cdktf";
import { type Contract, type ContractValues, type Kind, type Kinds, outputName } from "./contract";
import { UserError } from "./errors";

function isOfKind(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case "text":
      return typeof value === "string";
    case "texts":
      return Array.isArray(value) && value.every((item) => typeof item === "string");
    case "map":
      return typeof value === "object" && value !== null && !Array.isArray(value);
  }
}

/**
 * Compares what a producer wants to publish with what its contract promises.
 * @throws UserError that lists every missing, extra and wrong-typed field.
 */
export function assertFulfils(stack: string, promised: Contract, values: Readonly<Record<string, unknown>>): void {
  const errors = [
    ...Object.entries(promised.fields)
      .filter(([name]) => values[name] === undefined)
      .map(([name, { kind }]) => `${name} is promised (${kind}) and not published`),
    ...Object.keys(values)
      .filter((name) => !(name in promised.fields))
      .map((name) => `${name} is published and not promised`),
    ...Object.entries(promised.fields)
      .filter(([name, { kind }]) => values[name] !== undefined && !isOfKind(values[name], kind))
      .map(([name, { kind }]) => `${name} is promised as ${kind} and published as ${describe(values[name])}`),
  ];
  if (errors.length > 0) {
    const file = `layers/${promised.layer}/outputs.ts`;
    throw new UserError(
      `${stack} violates its contract (${file}):\n${errors.map((error) => `  ${error}`).join("\n")}\n` +
        `Publish exactly the fields of ${file} in layers/${promised.layer}/stack.ts, or change the contract.`,
    );
  }
}

function describe(value: unknown): string {
  return Array.isArray(value) ? "a list" : value === null ? "null" : `a ${typeof value}`;
}

function readField(state: TerraformRemoteState, name: string, kind: Kind): Kinds[Kind] {
  const output = outputName(name);
  switch (kind) {
    case "text":
      return state.getString(output);
    case "texts":
      return state.getList(output);
    case "map":
      return Token.asStringMap(state.get(output));
  }
}

/** The typed handle of a consumer: each field is a reference into the producer's remote state. */
export function contractHandle<C extends Contract>(promised: C, state: TerraformRemoteState): ContractValues<C> {
  const handle = Object.entries(promised.fields).map(([name, { kind }]) => [name, readField(state, name, kind)]);
  return Object.freeze(Object.fromEntries(handle)) as ContractValues<C>;
}

/**
 * One entry of a map that another layer publishes, as a plain reference: a policy that holds it stays literal JSON, which
 * `lookup` with its quotes would not be. A key that is missing fails the plan.
 * @param key letters, digits and hyphens
 */
export function entryOf(values: Kinds["map"], key: string): string {
  const produce = (context: IResolveContext) => {
    const reference = String(context.resolve(values));
    // Within a function a reference has no braces.
    return reference.endsWith("}") ? reference.replace(/\}$/, `.${key}}`) : `${reference}.${key}`;
  };
  return Lazy.stringValue({ produce });
}
