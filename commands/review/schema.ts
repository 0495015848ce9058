import { z } from "zod";
import { dangerKinds } from "./dangers/danger";
import type { Review } from "./report";

const actions = ["create", "update", "replace", "delete", "move", "import", "forget"] as const;
const action = z.enum(actions);
const texts = z.array(z.string());
const counts = z.strictObject(
  Object.fromEntries(actions.map((name) => [name, z.int().min(0)])) as Record<(typeof actions)[number], z.ZodInt>,
);

const place = z
  .strictObject({
    stack: z.string().describe("As in dev-network."),
    environment: z.string(),
    layer: z.string(),
    address: z.string().optional().describe("Terraform address within the stack."),
    path: z.string().optional().describe("Construct path below the stack."),
  })
  .describe("Where something is.");

const attribute = z.strictObject({
  name: z.string(),
  before: z.unknown().optional().describe("Absent where secret or not known."),
  after: z.unknown().optional().describe("Absent where secret or not known."),
  unknown: z.boolean().describe("The new value is known after the apply only."),
  forcesReplacement: z.boolean().describe("The resource has to be replaced because of it."),
});

const change = z.strictObject({
  place,
  action,
  attributes: z.array(attribute),
  source: z.string().optional().describe("Where the code builds it, as in layers/data/lake.ts:41."),
});

const stack = z.strictObject({
  id: z.string(),
  environment: z.string(),
  layer: z.string(),
  tier: z.string().describe("sandbox, nonproduction or production."),
  reads: texts.describe("Stacks whose contracts it reads."),
  counts,
  changes: z.array(change),
});

const danger = z.strictObject({
  kind: z.enum(Object.keys(dangerKinds) as [keyof typeof dangerKinds]),
  environment: z.string().describe("Its name, or `all`."),
  stack: z.string().optional(),
  address: z.string().optional(),
  path: z.string().optional(),
  text: z.string().describe("One sentence."),
  details: texts.describe("More, line by line."),
});

const contract = z.strictObject({
  stack: z.string().describe("Publishes it."),
  output: z.string(),
  change: z.enum(["added", "changed", "removed"]),
  readers: texts.describe("Stacks that read it: of the base where it goes, else of the head."),
});

const role = z.strictObject({ stack: z.string(), address: z.string(), path: z.string(), name: z.string() });
const newRole = role.extend({ may: texts.describe("What its policies allow, line by line.") });
const narrowedRole = role.extend({ mayNoLonger: texts.describe("What it may do no longer, line by line.") });

/** The form of `review.json` and `drift.json`: docs/review.schema.json is made of it. */
export const reviewSchema = z
  .strictObject({
    format: z.literal(1).describe("Raised whenever a reader of the file has to change."),
    verdict: z
      .enum(["safe", "changes", "danger", "error"])
      .describe("Exit code of the command: 0 safe, 2 changes, 3 danger, 1 error."),
    subject: z
      .discriminatedUnion("kind", [
        z.strictObject({ kind: z.literal("revision"), ref: z.string(), commit: z.string() }),
        z.strictObject({ kind: z.literal("drift"), target: z.string() }),
      ])
      .describe("What the stacks are compared with: another revision, or what is there."),
    totals: counts,
    stacks: z.array(stack).describe("Producers first, with those that do not change."),
    dangers: z.array(danger),
    groups: z
      .array(texts)
      .describe("Stacks that change, those together that change alike, apart from names of their environment."),
    contracts: z.array(contract).describe("Fields of contracts that differ."),
    newRoles: z.array(newRole).describe("Roles that are added to stacks that were there."),
    narrowedRoles: z.array(narrowedRole).describe("Roles that may do less, and nothing more."),
    alike: z.array(texts).describe("Environments of which the same resources change in the same way."),
    unlike: texts.describe("What changes in production and in no environment of tier nonproduction."),
    planned: texts.describe("Stacks of which there is a plan against the states as well."),
    disagreements: z
      .array(
        z.strictObject({
          place,
          planned: action.optional().describe("Absent where the plan does nothing."),
          compared: action.optional().describe("Absent where the comparison finds nothing."),
          attributes: texts,
        }),
      )
      .describe("Where such a plan says something else than the comparison of revisions: drift."),
    known: z
      .array(z.strictObject({ stack: z.string(), address: z.string(), attributes: texts, reason: z.string() }))
      .describe("Drift that is known, and not counted."),
    errors: texts.describe("What keeps the head from being planned."),
  })
  .describe("What `strata review` and `strata drift` report.") satisfies z.ZodType<Review>;
