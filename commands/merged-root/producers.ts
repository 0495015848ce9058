import { posix } from "node:path";
import { UserError } from "../../platform/errors";
import type { Block, Stack } from "../stacks";

/** The id of the stack whose state the data source reads, from where each backend keeps it (platform/backends). */
function stateOwner(reader: Block): string | undefined {
  const config = (reader.config ?? {}) as { key?: string; path?: string; workspaces?: { name?: string } };
  switch (reader.backend) {
    case "s3":
      return config.key?.split("/")[0];
    case "local":
      return config.path && posix.basename(config.path, ".tfstate");
    case "remote":
      return config.workspaces?.name;
  }
  return undefined;
}

/**
 * The producers that a stack reads: logical id of the remote-state data source, and the stack behind it.
 * @throws UserError when a producer is not among the stacks
 */
export function producersOf(stack: Stack, stacks: readonly Stack[]): ReadonlyMap<string, Stack> {
  const readers = Object.entries(stack.json.data?.terraform_remote_state ?? {});
  return new Map(
    readers.map(([id, reader]) => {
      const owner = stateOwner(reader);
      const producer = stacks.find((candidate) => candidate.id === owner);
      if (producer) return [id, producer];
      throw new UserError(
        `${stack.id} reads the state ${owner ?? JSON.stringify(reader.config)} (data.terraform_remote_state.${id}), ` +
          `and no stack of that name takes part. There are: ${stacks.map((other) => other.id).join(", ")}.`,
      );
    }),
  );
}
