import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { diagnosticsOf, messagesOf } from "../../commands/merged-root/messages";
import { type Change, changesOf, type PlannedResource } from "../../commands/preview/changes";
import { withoutAwsVariables } from "../../commands/terraform/aws-variables";
import { withoutBox } from "../../commands/terraform/messages";
import type { Terraform } from "../../commands/terraform/terraform";
import { partsOf } from "../../synthesized/stack";
import { readsOf } from "./touched";
import { type Resources, type Variant, variantRoot } from "./variant-root";

/** A change that a variant plans, of the resource with that key. */
export interface VariantChange {
  readonly key: string;
  readonly change: Change;
}

export interface PlanInputs {
  readonly terraform: Terraform;
  readonly states: Resources;
  /** Attributes that the base's own configuration would change in its made-up state, by key. */
  readonly noise: ReadonlyMap<string, ReadonlySet<string>>;
  /** Folder for this alone. */
  readonly folder: string;
}

/**
 * What each variant would change, with what follows from it in resources that read those: they are planned as well,
 * until nothing more follows. A text for a variant that the provider refuses.
 */
export async function planVariants(
  inputs: PlanInputs,
  variants: readonly Variant[],
): Promise<ReadonlyMap<string, readonly VariantChange[] | string>> {
  const done = new Map<string, readonly VariantChange[] | string>();
  let open = variants;
  while (open.length > 0) {
    const planned = await planOnce(inputs, open);
    if ("refused" in planned) {
      for (const [name, text] of planned.refused) done.set(name, text);
      open = open.filter(({ name }) => !done.has(name));
      continue;
    }
    open = open.flatMap((variant) => {
      const own = planned.planned.get(variant.name) ?? [];
      const more = followers(variant, own);
      if (more.length > 0) return [{ ...variant, planned: new Set([...variant.planned, ...more]) }];
      done.set(
        variant.name,
        own.flatMap(({ key, change }) => (change ? [{ key, change }] : [])),
      );
      return [];
    });
  }
  return done;
}

interface Planned {
  readonly key: string;
  /** Attributes with another value or one that is not known. */
  readonly differing: ReadonlySet<string>;
  readonly change?: Change;
}

/** By variant: what it plans, or, where the provider refuses any, what it says of those. */
type Outcome =
  | { readonly planned: ReadonlyMap<string, readonly Planned[]> }
  | { readonly refused: ReadonlyMap<string, string> };

async function planOnce(
  { terraform, states, noise, folder }: PlanInputs,
  variants: readonly Variant[],
): Promise<Outcome> {
  const { json, state, copies } = variantRoot(variants, states);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "root.tf.json"), JSON.stringify(json));
  writeFileSync(join(folder, "terraform.tfstate"), JSON.stringify({ ...state, terraform_version: terraform.version }));
  await terraform.init(folder);
  const options = { cwd: folder, env: withoutAwsVariables() };
  const plan = await terraform.run(
    ["plan", "-json", "-input=false", "-lock=false", "-refresh=false", "-out=variants.tfplan"],
    options,
  );
  if (plan.exitCode !== 0) {
    const refused = new Map<string, string>();
    for (const { severity, address = "", summary, detail = "", snippet } of diagnosticsOf(messagesOf(plan.stdout))) {
      const copy =
        copies.get(address) ?? copies.get(/^resource\.(\w+\.[\w-]+)/.exec(snippet?.context ?? "")?.[1] ?? "");
      if (severity === "error" && copy) refused.set(copy.variant, `${copy.key}: ${detail || summary}`);
    }
    if (refused.size === 0) throw new Error(`terraform plan failed:\n${withoutBox(plan.stderr || plan.stdout)}`);
    return { refused };
  }
  const show = await terraform.run(["show", "-json", "variants.tfplan"], options);
  const { resource_changes = [] } = JSON.parse(show.stdout) as { resource_changes?: PlannedResource[] };
  const byVariant = new Map<string, Planned[]>(variants.map(({ name }) => [name, []]));
  for (const resource of resource_changes) {
    const copy = copies.get(resource.address);
    if (!copy) continue;
    const [stack = "", address = ""] = copy.key.split("/");
    const place = { stack, ...partsOf(stack), address };
    const [change] = changesOf([resource], [], () => place);
    const noisy = change?.action === "update" ? noise.get(copy.key) : undefined;
    const kept = change && withoutAttributes(change, noisy);
    byVariant.get(copy.variant)?.push({
      key: copy.key,
      differing: kept ? differingOf(resource, noisy) : new Set(),
      ...(kept && { change: kept }),
    });
  }
  return { planned: byVariant };
}

function withoutAttributes(change: Change, names: ReadonlySet<string> | undefined): Change | undefined {
  if (!names) return change;
  const attributes = change.attributes.filter(({ name }) => !names.has(name));
  return attributes.length > 0 ? { ...change, attributes } : undefined;
}

function differingOf({ change }: PlannedResource, noisy: ReadonlySet<string> = new Set()): ReadonlySet<string> {
  const [before, after] = [change.before ?? {}, change.after ?? {}];
  const unknown = Object.keys((change.after_unknown ?? {}) as object).filter((name) =>
    JSON.stringify((change.after_unknown as Record<string, unknown>)[name]).includes("true"),
  );
  const different = Object.keys({ ...before, ...after }).filter(
    (name) => JSON.stringify(before[name] ?? null) !== JSON.stringify(after[name] ?? null),
  );
  return new Set([...unknown, ...different].filter((name) => !noisy.has(name)));
}

/** Resources that are not planned yet and read what changes. */
function followers({ graph, planned }: Variant, changes: readonly Planned[]): string[] {
  const differing = new Map(changes.map((one) => [one.key, one.differing]));
  const follows = (key: string) =>
    readsOf(graph, key).some(({ key: read, attribute }) => {
      const names = differing.get(read);
      return names !== undefined && names.size > 0 && (attribute === "" || names.has(attribute));
    });
  if (![...differing.values()].some(({ size }) => size > 0)) return [];
  return [...graph.values()].filter(({ key, type }) => type && !planned.has(key) && follows(key)).map(({ key }) => key);
}
