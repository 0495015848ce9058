import { createHash } from "node:crypto";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { UserError } from "../../platform/errors";
import type { Stack, StackJson } from "../../synthesized/stack";
import { assetsIn, differences } from "../review/affected";
import type { PlanJson } from "./operations";

const savedPlanSchema = z.strictObject({
  stack: z.string(),
  /** Of what synthesis wrote: the JSON and the assets. */
  stackDigest: z.string(),
  /** SHA-256 of the plan file. */
  planHash: z.string(),
  /** SHA-256 of the plan in JSON, which people and reports read. */
  jsonHash: z.string(),
});

const savedPlansSchema = z.strictObject({
  format: z.literal(1),
  /** As `Target.name`. */
  target: z.string(),
  terraform: z.string(),
  plans: z.array(savedPlanSchema),
});

/** The list of a folder of saved plans: `plans.json`. */
export type SavedPlans = z.infer<typeof savedPlansSchema>;

/** A plan that is the one that was reviewed. */
export interface VerifiedPlan {
  /** For Terraform. */
  readonly plan: Buffer;
  readonly json: PlanJson;
}

const listFile = "plans.json";

/** The files in the folder of a stack. */
const planFiles = ["plan", "plan.json", "cdk.tf.json"];

/**
 * A folder of plans to review and to apply. Each stack has a folder with `plan`, for Terraform, `plan.json`, for
 * `strata review --plans`, and the stack's JSON as it was planned. Plans hold secrets: the folder is for its owner alone.
 */
export class PlanFolder {
  /** What stacks were when their plans began, by id. */
  private readonly digests = new Map<string, string>();

  constructor(readonly folder: string) {}

  /**
   * Removes earlier plans.
   * @throws UserError when the folder holds anything but plans; then nothing is removed
   */
  clear(): void {
    if (!existsSync(this.folder)) return;
    if (!holdsOnlyPlans(this.folder)) {
      throw new UserError(
        `expected a folder with plans, an empty one or none, got ${this.folder}, which holds something else. Nothing was ` +
          "removed. Choose another folder for --out.",
      );
    }
    rmSync(this.folder, { recursive: true });
  }

  /** Before a stack is planned: makes its folder, and notes what is planned. */
  ready(stack: Stack): void {
    this.digests.set(stack.id, stackDigest(stack));
    mkdirSync(join(this.folder, stack.id), { recursive: true, mode: 0o700 });
  }

  planFile({ id }: Pick<Stack, "id">): string {
    return join(this.folder, id, "plan");
  }

  /** The plan as `terraform show -json` writes it. */
  jsonFile({ id }: Pick<Stack, "id">): string {
    return join(this.folder, id, "plan.json");
  }

  /**
   * Keeps what a plan is compared with when it is applied.
   * @throws UserError when the stack was synthesized anew meanwhile: the plan would be taken for one of what is there now
   */
  keep(stack: Stack, planJson: unknown): void {
    if (stackDigest(stack) !== this.digests.get(stack.id)) {
      throw new UserError(`${stack.id} was synthesized anew while it was planned. Plan it again.`);
    }
    copyFileSync(join(stack.folder, "cdk.tf.json"), join(this.folder, stack.id, "cdk.tf.json"));
    writeFileSync(this.jsonFile(stack), JSON.stringify(planJson), { mode: 0o600 });
  }

  writeList(stacks: readonly Stack[], target: string, terraform: string): void {
    const plans = stacks.map((stack) => ({
      stack: stack.id,
      stackDigest: this.digests.get(stack.id) ?? stackDigest(stack),
      planHash: hashOf(readFileSync(this.planFile(stack))),
      jsonHash: hashOf(readFileSync(this.jsonFile(stack))),
    }));
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    const list: SavedPlans = { format: 1, target, terraform, plans };
    writeFileSync(join(this.folder, listFile), `${JSON.stringify(list, undefined, 2)}\n`);
  }

  /** @throws UserError when there is no list, or it is cut off or of another version */
  list(): SavedPlans {
    const file = join(this.folder, listFile);
    if (!existsSync(file)) {
      throw new UserError(`${file} is missing. Write plans with \`npx strata plan --out ${this.folder}\`.`);
    }
    const { data, error } = savedPlansSchema.safeParse(parseJson(readFileSync(file, "utf8")));
    if (data) return data;
    throw new UserError(`${file} is no list of plans of this version: plan again.\n${z.prettifyError(error)}`);
  }

  /**
   * The plans that may be applied to the stacks as they are now, read once: what was compared is what is applied.
   * @throws UserError that says of every plan what differs; then none may be applied
   */
  verified(stacks: readonly Stack[], target: string, terraform: string): Map<string, VerifiedPlan> {
    const list = this.list();
    const errors: string[] = [];
    if (list.target !== target) errors.push(`The plans are for ${list.target}, not for ${target}.`);
    if (list.terraform !== terraform) errors.push(`Terraform ${list.terraform} wrote the plans; this is ${terraform}.`);
    const plans = new Map<string, VerifiedPlan>();
    const read = (file: string, expected: string): Buffer => {
      const content = existsSync(file) ? readFileSync(file) : undefined;
      if (content === undefined) errors.push(`${file} is missing.`);
      else if (hashOf(content) !== expected) {
        errors.push(`${file} is not what was written: expected SHA-256 ${expected}, got ${hashOf(content)}.`);
      }
      return content ?? Buffer.alloc(0);
    };
    for (const { stack: id, stackDigest: digest, planHash, jsonHash } of list.plans) {
      const stack = stacks.find((one) => one.id === id);
      const [plan, json] = [read(this.planFile({ id }), planHash), read(this.jsonFile({ id }), jsonHash)];
      if (!stack) errors.push(`${id}: the plan is of a stack that is no longer there.`);
      else if (stackDigest(stack) !== digest) {
        errors.push(`${id} is not as it was planned: ${this.whatDiffers(stack)}.`);
      } else plans.set(id, { plan, json: parseJson(json.toString()) as PlanJson });
    }
    if (errors.length === 0) return plans;
    throw new UserError(`${errors.join("\n")}\nNothing was applied. Plan again, and review what is new.`);
  }

  private whatDiffers(stack: Stack): string {
    const file = join(this.folder, stack.id, "cdk.tf.json");
    if (!existsSync(file)) return `${file}, which would tell what differs, is missing`;
    const json = parseJson(readFileSync(file, "utf8")) as StackJson;
    // The assets are not kept: of them the digest alone tells.
    return differences({ ...stack, json }, stack).join("; ") || "an asset differs";
  }
}

function holdsOnlyPlans(folder: string): boolean {
  if (!statSync(folder).isDirectory()) return false;
  return readdirSync(folder, { withFileTypes: true }).every((entry) =>
    entry.isDirectory()
      ? readdirSync(join(folder, entry.name)).every((name) => planFiles.includes(name))
      : entry.name === listFile,
  );
}

/** A digest of what synthesis wrote for a stack, apart from the lock file, which the plan itself holds. */
export function stackDigest({ folder }: Stack): string {
  const assets = [...assetsIn(folder)].sort(([one], [other]) => (one < other ? -1 : 1));
  return hashOf(JSON.stringify([hashOf(readFileSync(join(folder, "cdk.tf.json"))), assets]));
}

function hashOf(content: string | Buffer): string {
  return createHash("sha256").update(content).digest("hex");
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
