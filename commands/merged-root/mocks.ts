import type { Stack } from "../../synthesized/stack";
import { defaultsByName, defaultsByType, mockArn } from "./mock-defaults";
import type { AttributeType, ComputedAttributes } from "./schema";

type Kind = "resource" | "data";

/**
 * The text of a `.tfmock.hcl` file with a plausible value for each computed attribute that something may check. What
 * is not in it gets eight random characters from Terraform, or an empty list.
 */
export function mockFile(stacks: readonly Stack[], computed: ComputedAttributes): string {
  return (["resource", "data"] as const)
    .flatMap((kind) => typesOf(stacks, kind).map((type) => mock(kind, type)))
    .join("");

  function mock(kind: Kind, type: string): string {
    const values = mockValues(kind, type, computed);
    if (Object.keys(values).length === 0) return "";
    return `mock_${kind} "${type}" {\n  defaults = ${hcl(values)}\n}\n`;
  }
}

/**
 * Plausible values of a type's computed attributes.
 * @param complete creates a value for all of them. Default: only for those that something may check
 */
export function mockValues(
  kind: Kind,
  type: string,
  computed: ComputedAttributes,
  { complete = false } = {},
): Record<string, unknown> {
  const byRule = Object.entries(computed[kind][type] ?? {}).flatMap(([name, attribute]) => {
    const value = mockValue(type, name, attribute) ?? (complete ? placeholder(name, attribute) : undefined);
    return value === undefined ? [] : [[name, value] as const];
  });
  const special = defaultsByType.filter((entry) => entry.kind === kind && entry.type === type);
  return Object.assign(Object.fromEntries(byRule), ...special.map((entry) => entry.values));
}

function typesOf(stacks: readonly Stack[], kind: Kind): string[] {
  const types = stacks.flatMap((stack) => Object.keys(stack.json[kind] ?? {}));
  return [...new Set(types)].filter((type) => type.startsWith("aws_")).sort();
}

/** The made-up value of an attribute, or undefined where Terraform's own will do. */
export function mockValue(type: string, name: string, attribute: AttributeType): unknown {
  if (attribute === "string" || attribute === "number") {
    if (/(^|_)arn$/.test(name) && attribute === "string") return mockArn(type);
    const value = defaultsByName.find((rule) => rule.name.test(name))?.value;
    return typeof value === attribute ? value : undefined;
  }
  if (typeof attribute === "string") return undefined;
  const [collection, element] = attribute;
  if (collection !== "list" && collection !== "set") return undefined;
  // Terraform would leave it empty, and stacks read its first element.
  if (isObject(element)) return [mockObject(type, element[1])];
  return element === "string"
    ? [mockValue(type, name.replace(/s$/, ""), "string") ?? placeholder(name, "string")]
    : undefined;
}

function mockObject(type: string, fields: Readonly<Record<string, AttributeType>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, mockValue(type, name, field) ?? placeholder(name, field)]),
  );
}

function placeholder(name: string, field: AttributeType): unknown {
  if (field === "string") return `mock-${name.replaceAll("_", "-")}`;
  if (field === "number") return 1;
  if (field === "bool") return false;
  return field[0] === "map" ? {} : [];
}

function isObject(
  element: AttributeType | Readonly<Record<string, AttributeType>>,
): element is readonly ["object", Readonly<Record<string, AttributeType>>] {
  return Array.isArray(element) && element[0] === "object";
}

/** A JSON value in HCL: the same text, with template sequences taken literally. */
function hcl(value: unknown): string {
  return JSON.stringify(value).replaceAll("${", "$${").replaceAll("%{", "%%{");
}
