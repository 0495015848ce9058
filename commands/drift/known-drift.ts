import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { UserError } from "../../platform/errors";
import { projectRoot } from "../../platform/root";
import { addressesIn } from "../../synthesized/reference";
import { blocksByAddress } from "../../synthesized/resource";
import type { Block, Stack } from "../../synthesized/stack";
import type { Change } from "../preview/changes";

const knownSchema = z.strictObject({
  known: z.array(
    z.strictObject({
      reason: z.string().min(20, "a sentence that says who changes it"),
      types: z.array(z.string().regex(/^aws_\w+$/, "a Terraform type, as in aws_kms_key")).min(1),
      attributes: z.array(z.string()).min(1),
      shownBy: z.array(z.string()).optional(),
      oneEach: z.boolean().optional(),
      source: z.url("the page that says so"),
    }),
  ),
});

/** Attributes of types that change by themselves, and why. */
export interface Expectation {
  readonly reason: string;
  readonly types: readonly string[];
  readonly attributes: readonly string[];
  /** Types of resources that the attribute shows: known only where the stack has one for the resource. Default: any. */
  readonly shownBy?: readonly string[];
  /** Each of them makes one item; more items count as drift. Default: false. */
  readonly oneEach?: boolean;
}

/**
 * The registry of drift that is known.
 * @throws UserError when the file has another form
 */
export function readKnownDrift(file: string = join(projectRoot(), "policies", "known-drift.yaml")): Expectation[] {
  const { data, error } = knownSchema.safeParse(parse(readFileSync(file, "utf8")));
  if (data) return data.known;
  throw new UserError(`${file} has another form than expected:\n${z.prettifyError(error)}`);
}

/** Why a drift is known: each attribute has a reason. Undefined where one has none, and for a resource that is gone. */
export function knownReason(
  { place, action, attributes }: Change,
  stack: Stack,
  expectations: readonly Expectation[],
): string | undefined {
  if (action !== "update" || attributes.length === 0 || place.address === undefined) return undefined;
  const [type = ""] = place.address.split(".");
  const ignored = ignoredBy(blocksByAddress(stack.json).get(place.address)?.block);
  const reasons = attributes.map(({ name, after }) => {
    if (ignored(name)) return "the configuration leaves it to others (ignore_changes)";
    const fits = (one: Expectation) =>
      one.types.includes(type) && one.attributes.includes(name) && isShown(one, place.address ?? "", after, stack);
    return expectations.find(fits)?.reason;
  });
  return reasons.includes(undefined) ? undefined : [...new Set(reasons)].join("; ");
}

/** Whether the stack has the resources of which the attribute shows the work. */
function isShown({ shownBy, oneEach = false }: Expectation, address: string, after: unknown, stack: Stack): boolean {
  if (!shownBy) return true;
  const blocks = [...blocksByAddress(stack.json).values()];
  const makers = blocks.filter(
    ({ type, block }) => shownBy.includes(type) && addressesIn(block, new Set([address])).size > 0,
  );
  const items = oneEach && Array.isArray(after) ? after.length : 1;
  return items <= makers.length;
}

/** Whether a resource's lifecycle leaves an attribute to others. */
function ignoredBy(block: Block = {}): (name: string) => boolean {
  const { ignore_changes: ignored } = (block.lifecycle ?? {}) as { ignore_changes?: "all" | readonly string[] };
  if (ignored === "all") return () => true;
  const names = new Set((ignored ?? []).map((path) => path.split(/[.[]/)[0] ?? ""));
  // `tags` in the configuration is `tags_all` in what AWS answers as well.
  return (name) => names.has(name) || (name === "tags_all" && names.has("tags"));
}
