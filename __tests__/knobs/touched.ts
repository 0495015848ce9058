import { type Graph, type Node, targetsOf } from "./graph";

/** What an edit changes in the JSON of stacks. */
export interface Touched {
  /** Keys of the resources that are new, of those whose arguments or provider change, and of those that are gone. */
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
  /** Keys of locals and outputs with another value. */
  readonly values: ReadonlySet<string>;
}

/** Compares the nodes of two syntheses. */
export function touchedBy(base: Graph, edited: Graph): Touched {
  const isResource = (node: Node) => node.type !== undefined;
  const differs = (node: Node) => base.get(node.key)?.text !== node.text;
  const different = [...edited.values()].filter(differs);
  const resources = different.filter(isResource).map(({ key }) => key);
  const values = new Set(different.filter((node) => !isResource(node)).map(({ key }) => key));
  return {
    added: resources.filter((key) => !base.has(key)),
    changed: [
      ...resources.filter((key) => base.has(key)),
      ...readersOf(values, edited).filter((key) => !resources.includes(key)),
    ],
    removed: [...base.values()].filter((node) => isResource(node) && !edited.has(node.key)).map(({ key }) => key),
    values,
  };
}

/** Resources that read one of the values, directly or through others. */
function readersOf(values: ReadonlySet<string>, graph: Graph): string[] {
  if (values.size === 0) return [];
  const known = new Map<string, boolean>();
  const reads = (key: string): boolean => {
    const before = known.get(key);
    if (before !== undefined) return before;
    const node = graph.get(key);
    const found =
      node !== undefined &&
      targetsOf(node).some((target) => values.has(target.key) || (isValue(graph, target.key) && reads(target.key)));
    known.set(key, found);
    return found;
  };
  return [...graph.values()].filter(({ type, key }) => type !== undefined && reads(key)).map(({ key }) => key);
}

function isValue(graph: Graph, key: string): boolean {
  return graph.get(key)?.type === undefined;
}

/** What a resource reads of other resources, also through values: key and first part of the path, `""` for the whole. */
export function readsOf(graph: Graph, key: string): readonly { readonly key: string; readonly attribute: string }[] {
  const node = graph.get(key);
  if (!node) return [];
  return targetsOf(node).flatMap((target) =>
    isValue(graph, target.key)
      ? readsOf(graph, target.key)
      : [{ key: target.key, attribute: /^\w+/.exec(target.attribute)?.[0] ?? "" }],
  );
}
