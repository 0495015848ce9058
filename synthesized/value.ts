import { blockAt, type LinkedStack, published, type Resource } from "./linked-stack";
import { interpolate, isExpression, onlyReference, type Reference } from "./reference";

/** What an attribute will be that no argument says, as in the ARN of a resource; undefined where it cannot be said. */
export type AttributeOf = (resource: Resource, attribute: string) => string | undefined;

/**
 * The text that an argument or an output comes to, through arguments of other resources and outputs of other stacks.
 * Undefined for lists and maps, and where a part of it is known after the apply only.
 * @param attributeOf what to take for attributes that are no arguments. Default: nothing is known of them
 */
export function textOf(
  stack: LinkedStack,
  value: unknown,
  attributeOf: AttributeOf = () => undefined,
): string | undefined {
  if (typeof value === "number" || typeof value === "boolean") return String(value);
  if (typeof value !== "string") return undefined;
  const only = onlyReference(value);
  if (only) return referredText(stack, only, attributeOf);
  const text = interpolate(value, (reference) => referredText(stack, reference, attributeOf));
  return isExpression(text) ? undefined : text.replaceAll("$${", "${");
}

function referredText(stack: LinkedStack, reference: Reference, attributeOf: AttributeOf): string | undefined {
  const output = published(stack, reference);
  if (output) return textOf(output.stack, output.value, attributeOf);
  const resource = blockAt(stack, reference.address);
  if (!resource) return undefined;
  return textOf(stack, resource.block[reference.attribute], attributeOf) ?? attributeOf(resource, reference.attribute);
}
