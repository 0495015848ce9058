import type { Stack } from "../../synthesized/stack";
import type { StateSource } from "../preview/read-states";
import type { Emulator } from "./definition";

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

/** The states in the emulator, for readers. @param env variables of a process that works against it */
export function emulatorStates(emulator: Emulator, env: Readonly<Record<string, string>>): StateSource {
  return { backendOf: (stack) => ({ s3: { ...stateLocation(stack), ...emulator.terraform.backend } }), env };
}
