import { type TerraformRemoteState, Token } from "cdktf";
import { UserError } from "./errors";

/** The kinds of value that may cross from one state to another, with the TypeScript type of each. */
interface Kinds {
  text: string;
  number: number;
  flag: boolean;
  texts: readonly string[];
  map: Readonly<Record<string, string>>;
}
type Kind = keyof Kinds;

/** One promised output: its kind, what it is, and an example that stands in where no real value exists yet. */
export interface Field<K extends Kind = Kind> {
  readonly kind: K;
  readonly description: string;
  readonly example: Kinds[K];
}

const field =
  <K extends Kind>(kind: K) =>
  (description: string, example: Kinds[K]): Field<K> => ({ kind, description, example });

/** A string output, as in `text("The VPC of the environment.", "vpc-0a1b2c3d")`. */
export const text = field("text");
/** A numeric output. */
export const number = field("number");
/** A boolean output. */
export const flag = field("flag");
/** An output that is a list of strings. */
export const texts = field("texts");
/** An output that is a flat map of strings. */
export const map = field("map");

type Fields = Readonly<Record<string, Field>>;

/** What a layer promises other layers they may read from its state. Never a secret: pass the secret's ARN. */
export interface Contract<F extends Fields = Fields> {
  readonly layer: string;
  readonly fields: F;
}

/** A value for every field of the contract; what the producer publishes and what a consumer reads. */
export type ContractValues<C extends Contract> = { readonly [K in keyof C["fields"]]: Kinds[C["fields"][K]["kind"]] };

/** Declares the contract of a layer. Field names are camelCase; the Terraform outputs are the same in snake_case. */
export function contract<F extends Fields>(layer: string, fields: F): Contract<F> {
  return { layer, fields };
}

/** Name of the Terraform output of a field: `vpcId` becomes `vpc_id`. */
export function outputName(fieldName: string): string {
  return fieldName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

function isOfKind(value: unknown, kind: Kind): boolean {
  switch (kind) {
    case "text":
      return typeof value === "string";
    case "number":
      return typeof value === "number";
    case "flag":
      return typeof value === "boolean" || (Token.isUnresolved(value) && typeof value === "object");
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
  const faults = [
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
  if (faults.length > 0) {
    const file = `layers/${promised.layer}/outputs.ts`;
    throw new UserError(
      `${stack} does not keep its contract (${file}):\n${faults.map((fault) => `  ${fault}`).join("\n")}\n` +
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
    case "number":
      return state.getNumber(output);
    case "flag":
      // cdktf types a boolean reference as IResolvable; every place that takes a boolean takes one.
      return state.getBoolean(output) as unknown as boolean;
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
