import type { Block, Stack } from "../../synthesized/stack";

/**
 * How many provider configurations the root gets. `region`: one per region, quick, and enough wherever nothing depends
 * on an account or default tags. `stack`: each stack its own, as a plan of the real thing needs; stacks with equal
 * settings share one, because each takes two seconds to start.
 */
export type ProviderSharing = "region" | "stack";

/** The provider blocks of a root, and which of them the names of each stack refer to. */
export interface RootProviders {
  /** Provider name and its blocks, each with an alias. */
  readonly blocks: Readonly<Record<string, readonly Block[]>>;
  /** Per stack: the child's name (`aws`, `aws.edge`) and the root's (`aws.us-east-1`). */
  readonly passed: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** Takes the provider blocks out of the stacks and gives each an alias of the root. */
export function rootProviders(stacks: readonly Stack[], sharing: ProviderSharing, settings: Block = {}): RootProviders {
  const blocks: Record<string, Record<string, Block>> = {};
  const passed = new Map<string, Record<string, string>>();
  const aliases = new Map<string, string>();
  const aliasOf = (provider: string, block: Block, own: string) => {
    const content = JSON.stringify([provider, block]);
    const alias = aliases.get(content) ?? own;
    aliases.set(content, alias);
    return alias;
  };
  for (const stack of stacks) {
    const names: Record<string, string> = {};
    for (const [provider, ownBlocks] of Object.entries(stack.json.provider)) {
      for (const { alias: ownAlias, ...block } of ownBlocks) {
        const own = [stack.id, ownAlias].filter(Boolean).join("-");
        const alias = sharing === "region" ? regionAlias(block) : aliasOf(provider, block, own);
        blocks[provider] ??= {};
        blocks[provider][alias] ??= { ...block, ...(provider === "aws" ? settings : {}), alias };
        names[ownAlias === undefined ? provider : `${provider}.${ownAlias}`] = `${provider}.${alias}`;
      }
    }
    passed.set(stack.id, names);
  }
  return {
    blocks: Object.fromEntries(Object.entries(blocks).map(([name, byAlias]) => [name, Object.values(byAlias)])),
    passed,
  };
}

function regionAlias(block: Block): string {
  return typeof block.region === "string" ? block.region : "everywhere";
}
