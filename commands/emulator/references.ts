import type { Block, StackJson } from "../stacks";

/** The resources and data sources of a stack, by address: `aws_kms_key.logs`, `data.aws_region.here`. */
export function blocksByAddress(json: StackJson): Map<string, { readonly type: string; readonly block: Block }> {
  const section = (blocks: StackJson["resource"], prefix: string) =>
    Object.entries(blocks ?? {}).flatMap(([type, byId]) =>
      Object.entries(byId).map(([id, block]) => [`${prefix}${type}.${id}`, { type: prefix + type, block }] as const),
    );
  return new Map([...section(json.resource, ""), ...section(json.data, "data.")]);
}

const address = /(?:data\.)?[A-Za-z_][\w-]*\.[A-Za-z_][\w-]*/g;

/** Addresses named anywhere below a value: in expressions, and in lists such as `depends_on`. */
export function addressesIn(value: unknown, known: ReadonlySet<string> | ReadonlyMap<string, unknown>): Set<string> {
  const found = new Set<string>();
  const visit = (item: unknown): void => {
    if (typeof item === "string") {
      for (const [name] of item.matchAll(address)) if (known.has(name)) found.add(name);
    } else if (Array.isArray(item)) {
      item.forEach(visit);
    } else if (typeof item === "object" && item !== null) {
      for (const [key, child] of Object.entries(item)) if (key !== "//") visit(child);
    }
  };
  visit(value);
  return found;
}
