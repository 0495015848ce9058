import { z } from "zod";

/** Things that a section offers to others, which refer to one as `<kind>.<name>`, as in `tables.sessions`. */
export interface Offer {
  readonly kind: string;
  /** The names, or the section of the environment file whose keys they are. */
  readonly names: readonly string[] | { readonly keysOf: readonly string[] };
  /** What one may ask for, the least first. */
  readonly levels: readonly string[];
}

const marked = z.registry<{ readonly description: string }>();

/**
 * Schema of a map from reference to level, as in `{ tables.sessions: write }`: the only way to get access. One rule
 * (environments/rules/references.ts) resolves all such maps, wherever a section has one. Call it last: what `describe`
 * and `meta` make of it is another schema, which no rule finds.
 */
export function uses(description: string) {
  return z.record(z.string(), z.string()).describe(description).register(marked, { description });
}

/** Whether a schema is one that `uses` made. */
export function isUses(schema: z.core.$ZodType): boolean {
  return marked.has(schema as z.core.$ZodType<unknown>);
}
