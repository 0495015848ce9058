import { blockAt, isMap, type LinkedStack, published, type Resource } from "./linked-stack";
import { isExpression, outputReference, type Reference, referencesIn, textsIn } from "./reference";

/** A resource or data source, and what of it a value names. */
export interface Target {
  readonly resource: Resource;
  /** Path below it, as in `arn` or `vpc_config[0].security_group_id`. */
  readonly attribute: string;
}

/**
 * What a value refers to, at any depth: in its own stack, and through the outputs of the stacks that this one reads.
 * @throws Error for an output that no stack publishes
 */
export function targetsIn(stack: LinkedStack, value: unknown): Target[] {
  return textsIn(value)
    .filter(isExpression)
    .flatMap((text) => referencesIn(text).flatMap((reference) => targetsBehind(stack, reference, text)));
}

function targetsBehind(stack: LinkedStack, reference: Reference, text: string): Target[] {
  const read = outputReference(reference);
  if (read === undefined) {
    const resource = blockAt(stack, reference.address);
    return resource ? [{ resource, attribute: reference.attribute }] : [];
  }
  const found = published(stack, reference);
  if (!found) {
    throw new Error(`${stack.id} reads the output ${read.output} of ${read.reader}, which no stack publishes.`);
  }
  return targetsIn(found.stack, isMap(found.value) ? entriesNamedIn(text, found.value) : found.value);
}

/** Of a map, the entries whose keys a text names, as in `lookup(…, "raw")`; all of them where it names none. */
function entriesNamedIn(text: string, map: Readonly<Record<string, unknown>>): unknown[] {
  const named = Object.keys(map).filter((key) => text.includes(`"${key}"`));
  return (named.length > 0 ? named : Object.keys(map)).map((key) => map[key]);
}
