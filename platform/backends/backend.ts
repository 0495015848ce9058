import type { TerraformRemoteState, TerraformStack } from "cdktf";
import { cloudBackend, cloudReader } from "./cloud";
import type { StateConfig } from "./config";
import { localBackend, localReader } from "./local";
import { s3Backend, s3Reader } from "./s3";

/** Configures where the stack keeps its own state. */
export function configureBackend(stack: TerraformStack, state: StateConfig): void {
  switch (state.backend) {
    case "local":
      localBackend(stack, state);
      break;
    case "s3":
      s3Backend(stack, state);
      break;
    case "cloud":
      cloudBackend(stack, state);
      break;
  }
}

/** The data source in `scope` that reads the outputs of `stack`, whose state lives where `state` says. */
export function remoteStateReader(
  scope: TerraformStack,
  id: string,
  state: StateConfig,
  stack: string,
): TerraformRemoteState {
  switch (state.backend) {
    case "local":
      return localReader(scope, id, state, stack);
    case "s3":
      return s3Reader(scope, id, state, stack);
    case "cloud":
      return cloudReader(scope, id, state, stack);
  }
}
