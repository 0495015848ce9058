/** The kinds of value that may cross from one state to another, with the TypeScript type of each. */
export interface Kinds {
  text: string;
  texts: readonly string[];
  map: Readonly<Record<string, string>>;
}
export type Kind = keyof Kinds;

/** One promised output: its kind, what it is, and an example to use where no real value exists yet. */
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
