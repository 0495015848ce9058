import { DataTerraformRemoteStateS3, S3Backend, type TerraformRemoteState, type TerraformStack } from "cdktf";
import type { S3State } from "./config";

/** One key per stack: `dev-network/terraform.tfstate`. */
function stateKey(stack: string): string {
  return `${stack}/terraform.tfstate`;
}

export function s3Backend(stack: TerraformStack, state: S3State): void {
  const backend = new S3Backend(stack, {
    bucket: state.bucket,
    key: stateKey(stack.node.id),
    region: state.region,
    encrypt: true,
    kmsKeyId: state.kmsKeyArn,
  });
  // Native locking came after cdktf 0.21's last release, so its props do not know it.
  backend.addOverride("use_lockfile", true);
}

export function s3Reader(scope: TerraformStack, id: string, state: S3State, stack: string): TerraformRemoteState {
  return new DataTerraformRemoteStateS3(scope, id, {
    bucket: state.bucket,
    key: stateKey(stack),
    region: state.region,
  });
}
