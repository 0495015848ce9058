import { producersOf } from "../../synthesized/producer";
import {
  isExpression,
  mapTexts,
  outputReference,
  type Reference,
  readerOf,
  referencesIn,
  replaceReferences,
  textsIn,
} from "../../synthesized/reference";
import type { Block, Stack } from "../../synthesized/stack";

/** A resource, or a value that others read: a local or an output. */
export interface Node {
  /** Stack and address, as in `dev-data/aws_kms_key.lake` or `dev-data/output.lake_key_arn`. */
  readonly key: string;
  readonly stack: string;
  /** Of a resource: its type. Undefined for a value. */
  readonly type?: string;
  /** Of a resource: its logical id. */
  readonly id: string;
  /** Arguments of a resource; a value as it is. Without metadata of cdktf. */
  readonly content: unknown;
  /** Settings of the provider that a resource uses. */
  readonly provider?: Block;
  /** What the content says, and with which provider: equal texts plan the same. */
  readonly text: string;
  /** The node that a reference in its content names; undefined where it names none. */
  readonly target: (reference: Reference) => Target | undefined;
}

/** A node that a reference names, and the path below it. */
export interface Target {
  readonly key: string;
  readonly attribute: string;
}

/** The nodes of stacks by key. */
export type Graph = ReadonlyMap<string, Node>;

/** Arguments that order resources and say nothing of what they become. */
const ordering = ["//", "depends_on"];

/**
 * All resources and values of stacks without data sources.
 * @param wanted ids of the stacks to tell about. Default: all.
 */
export function graphOf(stacks: readonly Stack[], wanted = stacks.map(({ id }) => id)): Graph {
  const nodes = stacks.filter(({ id }) => wanted.includes(id)).flatMap((stack) => nodesOf(stack, stacks));
  return new Map(nodes.map((node) => [node.key, node]));
}

function nodesOf(stack: Stack, stacks: readonly Stack[]): Node[] {
  const { id: name, json } = stack;
  const producers = producersOf(stack, stacks);
  const target = (reference: Reference): Target | undefined => {
    const reader = readerOf(reference);
    if (reader !== undefined) {
      const { output = "" } = outputReference(reference) ?? {};
      const attribute = reference.attribute.slice(`outputs.${output}`.length);
      return { key: `${producers.get(reader)?.id}/output.${output}`, attribute };
    }
    const key = `${name}/${reference.address}`;
    const [kind = "", id = ""] = reference.address.split(".");
    const exists = kind === "local" ? id in ((json.locals as Block) ?? {}) : json.resource?.[kind]?.[id] !== undefined;
    return exists ? { key, attribute: reference.attribute } : undefined;
  };
  const value =
    (kind: string) =>
    ([id, content]: [string, unknown]) => ({
      key: `${name}/${kind}.${id}`,
      stack: name,
      id,
      content,
      text: JSON.stringify(content),
      target,
    });
  const outputs = Object.entries(json.output ?? {}).map(([id, output]): [string, unknown] => [id, output.value]);
  const resources = Object.entries(json.resource ?? {}).flatMap(([type, byId]) =>
    Object.entries(byId).map(([id, block]) => {
      const [source = "aws", alias] = String(block.provider ?? type.split("_")[0]).split(".");
      const provider = json.provider[source]?.find((one) => one.alias === alias);
      const content = Object.fromEntries(Object.entries(block).filter(([argument]) => !ordering.includes(argument)));
      const text = JSON.stringify([content, provider]);
      return { key: `${name}/${type}.${id}`, stack: name, type, id, content, provider, text, target };
    }),
  );
  return [
    ...Object.entries((json.locals as Block) ?? {}).map(value("local")),
    ...outputs.map(value("output")),
    ...resources,
  ];
}

/** What the content of a node names, each with the path below it. */
export function targetsOf({ content, target }: Node): Target[] {
  const { lifecycle, ...rest } = typeof content === "object" ? (content as Block) : { content };
  const texts = [...textsIn(rest).filter(isExpression), ...textsIn(lifecycle)];
  return texts.flatMap(referencesIn).flatMap((reference) => target(reference) ?? []);
}

/** The content of a node with every reference in it replaced. */
export function rewritten({ content, target }: Node, replace: (target: Target) => string): unknown {
  return mapTexts(content, (text) =>
    isExpression(text)
      ? replaceReferences(text, (reference) => {
          const found = target(reference);
          return found && replace(found);
        })
      : text,
  );
}
