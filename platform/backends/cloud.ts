import { DataTerraformRemoteState, TerraformBackend, type TerraformRemoteState, type TerraformStack } from "cdktf";
import type { CloudState } from "./config";

/** Writes the `cloud` block itself: cdktf's `CloudBackend` starts Terraform once per stack to check its version. */
class HcpTerraform extends TerraformBackend {
  constructor(
    private readonly stack: TerraformStack,
    private readonly state: CloudState,
  ) {
    super(stack, "backend", "cloud");
  }

  override toTerraform() {
    const { organization, hostname, project } = this.state;
    return { terraform: { cloud: { organization, hostname, workspaces: { name: this.stack.node.id, project } } } };
  }

  override toMetadata() {
    return { ...super.toMetadata(), cloud: this.state.hostname ? "tfe" : "tfc" };
  }

  override getRemoteStateDataSource(scope: TerraformStack, id: string, stack: string): TerraformRemoteState {
    return cloudReader(scope, id, this.state, stack);
  }
}

export function cloudBackend(stack: TerraformStack, state: CloudState): void {
  new HcpTerraform(stack, state);
}

export function cloudReader(scope: TerraformStack, id: string, state: CloudState, stack: string): TerraformRemoteState {
  return new DataTerraformRemoteState(scope, id, {
    organization: state.organization,
    hostname: state.hostname,
    workspaces: { name: stack },
  });
}
