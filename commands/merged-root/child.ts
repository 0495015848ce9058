import { mapTexts, readerOf, replaceReferences } from "../../synthesized/reference";
import type { Block, Blocks, Stack, StackJson } from "../../synthesized/stack";

export interface ChildOptions {
  /** Per producer the stack reads: logical id of its remote-state data source, and the outputs it publishes. */
  readonly inputs: ReadonlyMap<string, readonly string[]>;
  /** Lift `prevent_destroy`, for roots that are destroyed at the end. */
  readonly destroyable: boolean;
}

/** The stack as a child module: no backend, no provider blocks, producers' outputs as input variables. */
export function childModule(stack: Stack, { inputs, destroyable }: ChildOptions): Record<string, unknown> {
  // Imports and removals are only allowed in a root; root-blocks.ts takes them there.
  const { terraform, provider, data, import: _imports, removed: _removals, ...rest } = stack.json;
  const { terraform_remote_state: _readers, ...otherData } = data ?? {};
  const { backend: _backend, cloud: _cloud, ...settings } = terraform;
  const child = {
    ...rest,
    terraform: { ...settings, required_providers: withAliases(stack.json) },
    data: otherData,
    variable: { ...(stack.json.variable as Block | undefined), ...variables(inputs) },
    resource: destroyable ? withoutPreventDestroy(stack.json.resource ?? {}) : stack.json.resource,
  };
  return withoutEmpty(mapTexts(child, (text) => asInRoot(readVariables(text))));
}

/** The providers a stack requires, each with the aliases that its root passes in. */
function withAliases({ terraform, provider }: StackJson): Record<string, Block> {
  const required = (terraform.required_providers ?? {}) as Record<string, Block>;
  return Object.fromEntries(
    Object.entries(required).map(([name, block]) => {
      const aliases = (provider[name] ?? []).flatMap(({ alias }) => (alias === undefined ? [] : [`${name}.${alias}`]));
      return [name, aliases.length > 0 ? { ...block, configuration_aliases: aliases } : block];
    }),
  );
}

/** Naming the published outputs makes Terraform refuse any other already at validation. */
function variables(inputs: ChildOptions["inputs"]): Record<string, Block> {
  return Object.fromEntries(
    [...inputs].map(([id, outputs]) => {
      const fields = outputs.map((output) => `${output} = any`).join(", ");
      return [id, { type: `object({ ${fields} })` }];
    }),
  );
}

/** Paths as they read where the stack is a root itself: its state has these, and no plan opens the files. */
function asInRoot(text: string): string {
  return text.replaceAll("${path.module}", ".");
}

function readVariables(text: string): string {
  return replaceReferences(text, (reference) => {
    const reader = readerOf(reference);
    return reader && reference.text.replace(`${reference.address}.outputs`, `var.${reader}`);
  });
}

function withoutPreventDestroy(resources: Blocks): unknown {
  return mapBlocks(resources, ({ lifecycle, ...block }) => {
    const { prevent_destroy: _, ...kept } = (lifecycle ?? {}) as Block;
    return { ...block, lifecycle: kept };
  });
}

function mapBlocks(resources: Blocks, change: (block: Block) => Block): unknown {
  return Object.fromEntries(
    Object.entries(resources).map(([type, byId]) => [
      type,
      Object.fromEntries(Object.entries(byId).map(([id, block]) => [id, block.lifecycle ? change(block) : block])),
    ]),
  );
}

function withoutEmpty(child: unknown): Record<string, unknown> {
  const isEmpty = (value: unknown) =>
    value === undefined || (typeof value === "object" && value !== null && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(child as object).filter(([, value]) => !isEmpty(value)));
}
