/** What an expression names: a block, and what of it. */
export interface Reference {
  /** The reference as it is written. */
  readonly text: string;
  /** As in `aws_kms_key.logs`, `data.aws_region.here` or `data.terraform_remote_state.network`. */
  readonly address: string;
  /** Path below the block, as in `arn` or `vpc_config[0].subnet_ids`; empty for the block itself. */
  readonly attribute: string;
}

/** What a reference to a remote state reads of it. */
export interface OutputReference {
  /** Logical id of the remote-state data source. */
  readonly reader: string;
  readonly output: string;
  /** Key of an entry, where the output is a map and the reference names one. */
  readonly key?: string;
}

const pattern = /(?<![\w.])((?:data\.)?[A-Za-z_]\w*\.[A-Za-z_][\w-]*)((?:\.(?:[\w-]+|\*)|\[[^\]]*\])*)/g;
const interpolation = new RegExp(String.raw`(?<!\$)\$\{(${pattern.source})\}`, "g");
const alone = new RegExp(`^${interpolation.source}$`);
const remoteState = "data.terraform_remote_state.";

/** Whether a value is a text with an expression in it, known when Terraform runs. `$${` is a literal `${`. */
export function isExpression(value: unknown): boolean {
  return typeof value === "string" && /(?<!\$)\$\{/.test(value);
}

/**
 * Everything in a text that reads like a reference: in its expressions, or on its own, as in `depends_on`. Other text
 * can read like one too. Terraform refuses references to blocks that do not exist, so it is one if there is such a block.
 */
export function referencesIn(text: string): Reference[] {
  return [...text.matchAll(pattern)].map(([whole, address = "", rest = ""]) => reference(whole, address, rest));
}

/** The reference that a value consists of, as in `${aws_kms_key.logs.arn}`; undefined when there is more to it. */
export function onlyReference(value: unknown): Reference | undefined {
  const [, whole, address = "", rest = ""] = alone.exec(String(value)) ?? [];
  return whole === undefined ? undefined : reference(whole, address, rest);
}

/** The text with each reference replaced; undefined keeps it as it is written. */
export function replaceReferences(text: string, replace: (reference: Reference) => string | undefined): string {
  return text.replace(
    pattern,
    (whole: string, address: string, rest: string) => replace(reference(whole, address, rest)) ?? whole,
  );
}

/** The logical id of the remote-state data source that a reference names; undefined where it names another block. */
export function readerOf({ address }: Reference): string | undefined {
  return address.startsWith(remoteState) ? address.slice(remoteState.length) : undefined;
}

/** The text with each `${reference}` in it replaced; undefined keeps it as it is written, and so do functions. */
export function interpolate(text: string, replace: (reference: Reference) => string | undefined): string {
  return text.replace(
    interpolation,
    (whole: string, inner: string, address: string, rest: string) => replace(reference(inner, address, rest)) ?? whole,
  );
}

/** What a reference reads of another stack's state; undefined for one within the stack. */
export function outputReference(reference: Reference): OutputReference | undefined {
  const reader = readerOf(reference);
  const [, output, key, quotedKey] = /^outputs\.(\w+)(?:\.([\w-]+)|\["([^"]+)"\])?/.exec(reference.attribute) ?? [];
  if (reader === undefined || output === undefined) return undefined;
  const entry = key ?? quotedKey;
  return { reader, output, ...(entry !== undefined && { key: entry }) };
}

/** The addresses that a value names at any depth, of those that are known. Metadata of cdktf is left out. */
export function addressesIn(
  value: unknown,
  known: ReadonlySet<string> | ReadonlyMap<string, unknown>,
): ReadonlySet<string> {
  return new Set(
    textsIn(value)
      .flatMap(referencesIn)
      .map(({ address }) => address)
      .filter((address) => known.has(address)),
  );
}

/** All texts in a value, at any depth. Metadata of cdktf is left out. */
export function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => (key === "//" ? [] : textsIn(item)));
}

/** The value with every text in it replaced, at any depth. Metadata of cdktf stays as it is. */
export function mapTexts(value: unknown, change: (text: string) => unknown): unknown {
  if (typeof value === "string") return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key, key === "//" ? item : mapTexts(item, change)]),
  );
}

function reference(text: string, address: string, rest: string): Reference {
  return { text, address, attribute: rest.replace(/^\./, "") };
}
