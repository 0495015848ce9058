import type { Block, Blocks, Stack, StackJson } from "./stack";

/** A resource or data source of a stack. */
export interface AddressedBlock {
  /** As in `aws_kms_key.logs` or `data.aws_region.here`. */
  readonly address: string;
  /** As in `aws_kms_key` or `data.aws_region`. */
  readonly type: string;
  /** Logical id. */
  readonly name: string;
  readonly block: Block;
}

/** The resources of a stack, then its data sources, by address. */
export function blocksByAddress({ resource, data }: StackJson): Map<string, AddressedBlock> {
  const all = [...addressed(resource, ""), ...addressed(data, "data.")];
  return new Map(all.map((block) => [block.address, block]));
}

function addressed(blocks: Blocks = {}, prefix: "" | "data."): AddressedBlock[] {
  return Object.entries(blocks).flatMap(([type, byName]) =>
    Object.entries(byName).map(([name, block]) => ({
      address: `${prefix}${type}.${name}`,
      type: `${prefix}${type}`,
      name,
      block,
    })),
  );
}

/** How many resources stacks hold; data sources are none. */
export function countResources(stacks: readonly Stack[]): number {
  return stacks.flatMap(({ json }) => addressed(json.resource, "")).length;
}

/** The construct path of what is at an address, with or without an instance key; undefined where nothing is there. */
export function constructPathAt({ id, json }: Stack, address: string): string | undefined {
  return constructPath(id, blocksByAddress(json).get(address.replace(/\[.*$/, ""))?.block);
}

/** The construct path that cdktf writes next to the arguments, below the stack: `flow-logs/role`. */
export function constructPath(stackId: string, block: Block | undefined): string | undefined {
  const { metadata } = (block?.["//"] ?? {}) as { metadata?: { path?: string } };
  return metadata?.path?.replace(`${stackId}/`, "");
}
