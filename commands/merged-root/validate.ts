import { UserError } from "../../platform/errors";
import type { Stack } from "../../synthesized/stack";
import { withoutBox } from "../terraform/messages";
import type { Terraform } from "../terraform/terraform";
import { type Finding, findings, type TerraformDiagnostic } from "./diagnostics";
import { writeMergedRoot } from "./merged-root";

/**
 * Checks the stacks of all environments with the real AWS provider, in one Terraform process.
 * @param folder where the merged root is written, absolute
 */
export async function validateStacks(
  terraform: Terraform,
  stacks: readonly Stack[],
  folder: string,
): Promise<Finding[]> {
  writeMergedRoot({ stacks, folder, providers: "region" });
  await terraform.init(folder);
  const { stdout, stderr } = await terraform.run(["validate", "-json"], { cwd: folder });
  return findings(diagnosticsOf(stdout, stderr), stacks);
}

function diagnosticsOf(stdout: string, stderr: string): readonly TerraformDiagnostic[] {
  try {
    return (JSON.parse(stdout) as { diagnostics: TerraformDiagnostic[] }).diagnostics;
  } catch {
    throw new UserError(`terraform validate did not print a result:\n${withoutBox(stderr || stdout)}`);
  }
}
