import { offlineProviderSettings } from "../../commands/preview/against/offline-stacks";
import type { State } from "../../commands/preview/merge-states";
import { awsProviderVersion } from "../../platform/versions";
import type { Block } from "../../synthesized/stack";
import { type Graph, type Node, rewritten, targetsOf } from "./graph";

/** What one edit makes of some resources. */
export interface Variant {
  /** Tells its copies from those of other variants: `k12`. */
  readonly name: string;
  readonly graph: Graph;
  /** Keys of locals and outputs with another value. */
  readonly values: ReadonlySet<string>;
  /** Keys of the resources to plan. */
  readonly planned: ReadonlySet<string>;
}

/** A Terraform root with its state. */
export interface VariantRoot {
  readonly json: Block;
  readonly state: Block;
  /** Which resource of which variant an address of the root is a copy of. */
  readonly copies: ReadonlyMap<string, { readonly variant: string; readonly key: string }>;
}

interface Instance {
  readonly attributes: Block;
}

/** Resources of the states by key. */
export type Resources = ReadonlyMap<string, { readonly type: string; readonly instance: Instance }>;

/** The resources of states, as in `dev-data/aws_kms_key.lake`. */
export function resourcesOf(states: ReadonlyMap<string, State>): Resources {
  return new Map(
    [...states].flatMap(([stack, { resources }]) =>
      resources.map(({ type, name, instances }) => [
        `${stack}/${type}.${name}`,
        { type, instance: instances[0] as unknown as Instance },
      ]),
    ),
  );
}

/**
 * A root that copies, for each variant, the resources that the variant plans, with the state of the original. What they read
 * of other resources comes from the states. So a single plan tells the variants apart.
 */
export function variantRoot(variants: readonly Variant[], states: Resources): VariantRoot {
  const locals: Record<string, unknown> = {};
  const resources: Record<string, Record<string, Block>> = {};
  const providers = new Map<string, Block>();
  const stateResources: Block[] = [];
  const copies = new Map<string, { variant: string; key: string }>();

  for (const variant of variants) for (const key of variant.planned) copy(variant, key);
  return {
    json: {
      terraform: { required_providers: { aws: { source: "hashicorp/aws", version: awsProviderVersion } } },
      provider: { aws: [...providers.values()] },
      locals,
      resource: resources,
    },
    state: {
      version: 4,
      serial: 1,
      lineage: "knobs",
      outputs: {},
      resources: stateResources,
      check_results: null,
    },
    copies,
  };

  function copy(variant: Variant, key: string): void {
    const node = variant.graph.get(key);
    if (node?.type === undefined) throw new Error(`${variant.name} has no resource ${key}`);
    const name = copyName(variant, node);
    const provider = providerOf(node);
    const { provider: _, lifecycle, ...content } = rewritten(node, (target) => expression(variant, target)) as Block;
    const { prevent_destroy: _lifted, replace_triggered_by, ...kept } = (lifecycle ?? {}) as Block;
    const triggers = [replace_triggered_by ?? []].flat().flatMap((text) => triggerOf(variant, node, String(text)));
    resources[node.type] ??= {};
    (resources[node.type] as Record<string, Block>)[name] = {
      ...content,
      ...(provider && { provider: `aws.${provider}` }),
      lifecycle: { ...kept, ...(triggers.length > 0 && { replace_triggered_by: triggers }) },
    };
    copies.set(`${node.type}.${name}`, { variant: variant.name, key });
    const before = states.get(key);
    if (!before) return;
    const registry = provider ? "registry.terraform.io/hashicorp/aws" : "terraform.io/builtin/terraform";
    stateResources.push({
      mode: "managed",
      type: node.type,
      name,
      provider: `provider["${registry}"]${provider ? `.${provider}` : ""}`,
      instances: [{ ...before.instance, dependencies: [] }],
    });
  }

  /** The alias of its provider in the root; undefined for what is part of Terraform. */
  function providerOf({ type, provider }: Node): string | undefined {
    if (!type?.startsWith("aws_")) return undefined;
    const { alias: _, ...block } = { ...provider, ...offlineProviderSettings };
    const content = JSON.stringify(block);
    const known = providers.get(content) ?? { ...block, alias: `p${providers.size}` };
    providers.set(content, known);
    return String(known.alias);
  }

  function triggerOf(variant: Variant, { target }: Node, text: string): string[] {
    const [, address = "", attribute = ""] = /^(\w+\.[\w-]+)\.?(.*)$/.exec(text) ?? [];
    const key = target({ text, address, attribute })?.key ?? "";
    const found = variant.graph.get(key);
    return found && variant.planned.has(key)
      ? [`${found.type}.${copyName(variant, found)}${text.slice(address.length)}`]
      : [];
  }

  function expression(variant: Variant, { key, attribute }: { key: string; attribute: string }): string {
    const rest = attribute === "" || /^[.[]/.test(attribute) ? attribute : `.${attribute}`;
    const node = variant.graph.get(key);
    if (node?.type !== undefined && variant.planned.has(key)) return `${node.type}.${copyName(variant, node)}${rest}`;
    if (node?.type !== undefined) {
      const known = states.get(key);
      if (!known) throw new Error(`${variant.name} reads ${key}, which is in no state`);
      return `${local(`state_${slug(key)}`, () => literal(plainAttributes(known.instance.attributes)))}${rest}`;
    }
    if (!node) throw new Error(`${variant.name} reads ${key}, which is not there`);
    const own = isOwn(variant, node) ? `${variant.name}_` : "base_";
    return `${local(`${own}${slug(key)}`, () => rewritten(node, (target) => expression(variant, target)))}${rest}`;
  }

  function local(name: string, value: () => unknown): string {
    if (!(name in locals)) {
      locals[name] = null;
      locals[name] = value();
    }
    return `local.${name}`;
  }
}

/** Whether a value differs from that of the base, or may: it reads what the variant plans. */
function isOwn(variant: Variant, node: Node): boolean {
  if (variant.values.has(node.key)) return true;
  return targetsOf(node).some(({ key }) => {
    const target = variant.graph.get(key);
    return variant.planned.has(key) || (target !== undefined && target.type === undefined && isOwn(variant, target));
  });
}

function copyName({ name }: Variant, { stack, id }: Node): string {
  return `${name}__${slug(stack)}__${id}`;
}

function slug(key: string): string {
  return key.replace(/\W/g, "_");
}

/** A value of which Terraform evaluates nothing. */
function literal(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replaceAll("${", "$${").replaceAll("%{", "%%{"));
}

/** Attributes of any type are in a state file with their type. */
function plainAttributes(attributes: Block): Block {
  const isTyped = (value: unknown): value is { value: unknown } =>
    typeof value === "object" && value !== null && Object.keys(value).sort().join() === "type,value";
  return Object.fromEntries(
    Object.entries(attributes).map(([name, value]) => [name, isTyped(value) ? value.value : value]),
  );
}
