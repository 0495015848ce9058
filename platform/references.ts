import { z } from "zod";
import type { Tier } from "./environment";

/** A level of things with these values that no environment of a tier lets anything use. */
export interface Refusal {
  readonly tier: Tier;
  readonly level: string;
  /** Values in the definition of the thing, as in `{ type: "artifacts" }`. */
  readonly of: Readonly<Record<string, string>>;
  readonly why: string;
  readonly fix: string;
}

/** Things that a section offers to others, which refer to one as `<kind>.<name>`, as in `tables.sessions`. */
export interface Offer {
  readonly kind: string;
  /** The names, or the section of the environment file whose keys they are. */
  readonly names: readonly string[] | { readonly keysOf: readonly string[] };
  /** What one may ask for in a map of uses, the least first; none where one may only name it. */
  readonly levels: readonly string[];
  /** Levels that a tier refuses. @default none */
  readonly refused?: readonly Refusal[];
  /** Whether it appears in maps of uses only, and in no other reference. @default false */
  readonly onlyUsed?: boolean;
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

const targets = z.registry<{ readonly description: string; readonly kinds: readonly string[] }>();

/**
 * Schema of one reference, as in `to: queues.uploads`. The rule that resolves maps of uses resolves it too. Call it last:
 * what `describe` and `meta` make of it is another schema, which no rule finds.
 * @param kinds kinds of things that it may name
 */
export function reference(kinds: readonly string[], description: string) {
  return z
    .string()
    .regex(/^[a-z]+\.[a-z0-9-]+$/, `a reference to one of ${kinds.join(", ")}, as in ${kinds[0]}.name`)
    .describe(description)
    .register(targets, { description, kinds });
}

/** Kinds of things that a value with this schema may name; nothing where `reference` did not make the schema. */
export function kindsOfReference(schema: z.core.$ZodType): readonly string[] | undefined {
  return targets.get(schema as z.core.$ZodType<unknown>)?.kinds;
}

/** `queues.uploads` is the `uploads` of the kind `queues`. */
export function partsOf(name: string): { readonly kind: string; readonly name: string } {
  const [kind = "", rest = ""] = name.split(/\.(.*)/s);
  return { kind, name: rest };
}
