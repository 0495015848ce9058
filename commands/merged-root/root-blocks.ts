import type { Block, Stack } from "../../synthesized/stack";

/** `import` and `removed` blocks, which Terraform allows in a root only: the stacks' own, with their addresses' module. */
export function rootBlocks(
  stacks: readonly Stack[],
  passed: ReadonlyMap<string, Readonly<Record<string, string>>>,
): { import?: Block[]; removed?: Block[] } {
  const imports = stacks.flatMap((stack) =>
    blocks(stack.json.import).map((block) => {
      const provider = passed.get(stack.id)?.[String(block.provider ?? "aws")];
      return { ...block, to: `module.${stack.id}.${block.to}`, ...(provider && { provider }) };
    }),
  );
  const removals = stacks.flatMap((stack) =>
    blocks(stack.json.removed).map((block) => ({ ...block, from: `module.${stack.id}.${block.from}` })),
  );
  return { ...(imports.length > 0 && { import: imports }), ...(removals.length > 0 && { removed: removals }) };
}

function blocks(value: unknown): Block[] {
  if (value === undefined) return [];
  return (Array.isArray(value) ? value : [value]) as Block[];
}
