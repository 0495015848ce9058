import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { UserError } from "../../platform/errors";
import { blocksByAddress } from "../../synthesized/resource";
import type { Stack } from "../../synthesized/stack";
import { locationIn } from "../merged-root/locate";
import { type Change, changesOf, type PlannedResource } from "../preview/changes";
import type { Disagreement } from "./report";

/** A plan as `terraform show -json` and HCP Terraform write it, as far as it is read here. */
interface PlanFile {
  readonly format_version?: string;
  readonly errored?: boolean;
  readonly resource_changes?: readonly PlannedResource[];
  readonly configuration?: { readonly root_module?: { readonly resources?: readonly { readonly address: string }[] } };
}

/** What a plan against a stack's state would change. */
export interface StackPlan {
  readonly stack: string;
  readonly changes: readonly Change[];
}

/**
 * Reads plans in JSON: `<stack>.json`, or `<stack>/plan.json` as `strata plan --out` writes it.
 * @throws UserError that lists every file that is no plan of one of the stacks as they are now
 */
export function readPlans(folder: string, stacks: readonly Stack[]): StackPlan[] {
  if (!existsSync(folder))
    throw new UserError(`${folder} is missing. \`npx strata plan --out ${folder}\` writes plans.`);
  const errors: string[] = [];
  const plans = planFiles(folder).flatMap(([id, file]): StackPlan[] => {
    try {
      return [readPlan(id, file, stacks)];
    } catch (error) {
      errors.push((error as Error).message);
      return [];
    }
  });
  if (errors.length > 0) throw new UserError(errors.join("\n"));
  if (plans.length > 0) return plans;
  throw new UserError(`${folder} holds no plans: expected <stack>.json, or <stack>/plan.json.`);
}

function planFiles(folder: string): [string, string][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry): [string, string][] => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) {
      const file = join(path, "plan.json");
      return existsSync(file) ? [[entry.name, file]] : [];
    }
    return entry.name.endsWith(".json") && entry.name !== "plans.json" ? [[basename(entry.name, ".json"), path]] : [];
  });
}

function readPlan(id: string, file: string, stacks: readonly Stack[]): StackPlan {
  const stack = stacks.find((one) => one.id === id);
  if (!stack) throw new UserError(`${file}: no stack is called "${id}". Name plans after their stacks.`);
  const plan = parsed(file);
  const { format_version: version = "", resource_changes: planned = [] } = plan;
  if (!/^1\./.test(version)) {
    throw new UserError(
      `${file}: expected a plan in JSON of format 1, got ${version || "none"}. Write it with \`terraform show -json\`.`,
    );
  }
  if (plan.errored) throw new UserError(`${file}: the plan ended with an error, so it is not whole.`);
  refuseOther(stack, file, plan);
  return { stack: id, changes: changesOf(planned, [stack], (address) => locationIn(stack, address)) };
}

function parsed(file: string): PlanFile {
  const text = readFileSync(file, "utf8");
  try {
    return JSON.parse(text) as PlanFile;
  } catch {
    throw new UserError(`${file} is no JSON, or was cut off after ${text.length} characters. Write it again.`);
  }
}

/** A plan holds the configuration that it was made of: its addresses are those of the stack. */
function refuseOther(stack: Stack, file: string, { configuration }: PlanFile): void {
  const planned = new Set((configuration?.root_module?.resources ?? []).map(({ address }) => address));
  const known = new Set(blocksByAddress(stack.json).keys());
  const strange = [...planned].filter((address) => !known.has(address));
  const missing = [...known].filter((address) => !planned.has(address));
  if (strange.length + missing.length === 0) return;
  const examples = [
    ...strange.slice(0, 3).map((address) => `it has ${address}, the stack has not`),
    ...missing.slice(0, 3).map((address) => `it has no ${address}`),
  ];
  throw new UserError(
    `${file} is a plan of another stack or revision than ${stack.id}: ${examples.join("; ")}. Plan again.`,
  );
}

/** Where plans against the states say something else than the comparison of revisions. */
export function disagreements(plans: readonly StackPlan[], compared: readonly Change[]): Disagreement[] {
  return plans.flatMap(({ stack, changes }) => {
    const expected = compared.filter(({ place }) => place.stack === stack);
    const addresses = [...new Set([...changes, ...expected].map(({ place }) => place.address))];
    return addresses.flatMap((address): Disagreement[] => {
      const [plan, other] = [changes, expected].map((all) => all.find(({ place }) => place.address === address));
      const place = (plan ?? other)?.place;
      const attributes = differing(plan, other);
      if (!place || (plan?.action === other?.action && attributes.length === 0)) return [];
      return [{ place, ...(plan && { planned: plan.action }), ...(other && { compared: other.action }), attributes }];
    });
  });
}

/** Names of the attributes that one of them changes and the other does not. */
function differing(one: Change | undefined, other: Change | undefined): string[] {
  const names = (change: Change | undefined) => (change?.attributes ?? []).map(({ name }) => name);
  // What follows from a replacement differs by what AWS had answered.
  if (one?.action === "replace" && other?.action === "replace") return [];
  const [ours, theirs] = [names(one), names(other)];
  return [...ours.filter((name) => !theirs.includes(name)), ...theirs.filter((name) => !ours.includes(name))].sort();
}
