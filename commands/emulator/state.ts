import type { Block, Stack } from "../stacks";

/** Where the state of a stack is kept in the emulator: the arguments of an s3 backend. */
export interface StateLocation {
  readonly bucket: string;
  readonly key: string;
  readonly region: string;
  readonly [argument: string]: unknown;
}

/**
 * Where the state of a stack is kept in the emulator. A stack with an s3 backend keeps its bucket and key; one with
 * another backend moves to a bucket that only exists in the emulator.
 */
export function stateLocation(stack: Stack): StateLocation {
  const { backend } = stack.json.terraform as { backend?: { s3?: StateLocation } };
  return (
    backend?.s3 ?? {
      bucket: `${stack.environment}-emulator-state`,
      key: `${stack.id}/terraform.tfstate`,
      region: "us-east-1",
      encrypt: true,
      use_lockfile: true,
    }
  );
}

/**
 * The stacks that a stack reads, by the id of the data source that reads them: the layer's name within an
 * environment, the id of the stack across environments (see `LayerStack.read`).
 */
export function producersByReader(stack: Stack, stacks: readonly Stack[]): Map<string, Stack> {
  const readers = Object.keys((stack.json.data?.terraform_remote_state as Block | undefined) ?? {});
  return new Map(
    readers.map((reader) => {
      const producer = stacks.find(({ id }) => id === reader || id === `${stack.environment}-${reader}`);
      if (!producer) throw new Error(`${stack.id} reads ${reader}, which no synthesized stack is`);
      return [reader, producer];
    }),
  );
}
