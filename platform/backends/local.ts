import { DataTerraformRemoteStateLocal, LocalBackend, type TerraformRemoteState, type TerraformStack } from "cdktf";
import type { LocalState } from "./config";

/** Terraform runs in `cdktf.out/stacks/<stack>`, so the way to the repository root is fixed. */
function statePath(state: LocalState, stack: string): string {
  return `../../../${state.directory}/${stack}.tfstate`;
}

export function localBackend(stack: TerraformStack, state: LocalState): void {
  new LocalBackend(stack, { path: statePath(state, stack.node.id) });
}

export function localReader(scope: TerraformStack, id: string, state: LocalState, stack: string): TerraformRemoteState {
  return new DataTerraformRemoteStateLocal(scope, id, { path: statePath(state, stack) });
}
