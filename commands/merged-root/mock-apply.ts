import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../platform/errors";
import type { Block } from "../../synthesized/stack";
import { withoutBox } from "../terraform/messages";
import type { Terraform } from "../terraform/terraform";
import { type Finding, findings } from "./diagnostics";
import type { EnvironmentGroup } from "./groups";
import { type MergedRoot, writeMergedRoot } from "./merged-root";
import { diagnosticsOf, messagesOf, type TerraformMessage } from "./messages";
import { mockFile } from "./mocks";
import { computedAttributes } from "./schema";

/** What a mock apply of a group of environments found. */
export interface MockApply {
  readonly findings: readonly Finding[];
  /** Terraform applied and destroyed everything. */
  readonly passed: boolean;
  /** Every resource with the values it got, where they were asked for. */
  readonly resources: readonly MockedResource[];
}

/** A resource as it was after a mock apply. */
export interface MockedResource {
  /** Address in the merged root, as in `module.dev-network.aws_vpc.vpc`. */
  readonly address: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  readonly schema_version: number;
  readonly values: Block;
  readonly depends_on?: readonly string[];
}

export interface MockApplyOptions {
  /** Where the merged root is written, absolute. */
  readonly folder: string;
  /** Return the resources with their values. Default: false. */
  readonly keepValues?: boolean;
}

/**
 * Applies and destroys the environments with `terraform test`: Terraform makes up what AWS would answer, the real
 * provider checks every resource with resolved values, and consumers get what their producers publish.
 */
export async function mockApply(
  terraform: Terraform,
  { stacks }: Pick<EnvironmentGroup, "stacks">,
  { folder, keepValues = false }: MockApplyOptions,
): Promise<MockApply> {
  const root = writeMergedRoot({ stacks, folder, providers: "region", mocked: true });
  const mocks = join(folder, "mocks");
  mkdirSync(mocks, { recursive: true });
  writeFileSync(join(folder, "environment.tftest.hcl"), testFile(root));
  // `init` reads the test file, which names the folder of the mocks; what is in it comes from the provider, after.
  writeFileSync(join(mocks, "aws.tfmock.hcl"), "");
  await terraform.init(folder);
  const computed = await computedAttributes(terraform, async () => folder);
  writeFileSync(join(mocks, "aws.tfmock.hcl"), mockFile(stacks, computed));

  const verbose = keepValues ? ["-verbose"] : [];
  const { exitCode, stdout, stderr } = await terraform.run(["test", "-json", ...verbose], { cwd: folder });
  const messages = messagesOf(stdout);
  const found = findings(diagnosticsOf(messages), stacks);
  if (exitCode !== 0 && !found.some(({ severity }) => severity === "error")) {
    throw new UserError(`terraform test failed without a diagnostic:\n${withoutBox(stderr || stdout)}`);
  }
  return { findings: found, passed: exitCode === 0, resources: messages.flatMap(resourcesOf) };
}

function resourcesOf({ test_state }: TerraformMessage): MockedResource[] {
  return (test_state?.root_module?.child_modules ?? []).flatMap(({ resources = [] }) => resources);
}

function testFile({ providers }: MergedRoot): string {
  const mocked = providers.map((provider) => {
    const [name, alias] = provider.split(".");
    return `mock_provider "${name}" {\n  alias  = "${alias}"\n  source = "./mocks"\n}\n`;
  });
  return `${mocked.join("\n")}\nrun "apply" {\n  command = apply\n}\n`;
}
