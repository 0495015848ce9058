import { existsSync } from "node:fs";
import { join } from "node:path";
import { stripVTControlCharacters } from "node:util";
import { expect, it, onTestFinished, vi } from "vitest";
import { runPreview } from "../../../commands/preview/run-preview";
import { built, fakeStack } from "../../support/fake-stacks";
import { temporaryFolder } from "../../support/temporary";
import { answersVersion, fakeTerraform, unpackedMirror, withEnvironment } from "../terraform/fakes";

const local = (id: string) => ({ path: `nowhere/${id}.tfstate` });
const stacks = [
  fakeStack("prod-security", { json: { terraform: { backend: { local: local("prod-security") } } } }),
  fakeStack("dr-security", {
    reads: { prod_security: "prod-security" },
    resources: { "aws_vpc.vpc": built("dr-security/vpc/vpc") },
    json: {
      terraform: { backend: { local: local("dr-security") } },
      data: { terraform_remote_state: { prod_security: { backend: "local", config: local("prod-security") } } },
    },
  }),
];

/** Runs `preview dr` with a Terraform whose plan says what the script says. */
async function run(script: string, json = false) {
  const work = temporaryFolder();
  withEnvironment({
    STRATA_TERRAFORM: fakeTerraform(`${answersVersion("1.11.0")}\n[ "$1" = init ] && exit 0\n${script}`),
    STRATA_PROVIDER_MIRROR: unpackedMirror(temporaryFolder()),
    STRATA_WORK_FOLDER: work,
  });
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  onTestFinished(() => log.mockRestore());
  const exit = await runPreview(stacks, { environments: ["dr"], emulator: false, all: false, json });
  expect(existsSync(join(work, "merged/preview-dr/root.tf.json"))).toBe(true);
  expect(existsSync(join(work, "merged/preview-dr/terraform.tfstate"))).toBe(false);
  return { exit, output: stripVTControlCharacters(log.mock.calls.flat().join("\n")) };
}

const creates = (stack: string) =>
  `echo '{"type":"planned_change","change":{"resource":{"addr":"module.${stack}.aws_vpc.vpc"},"action":"create"}}'`;

it("ends with 0 where nothing would change", async () => {
  const { exit, output } = await run("exit 0");
  expect(exit).toBe(0);
  expect(output).toMatch(/dr-security {2}no changes\nnever applied: dr-security\ndr: no changes/);
});

it("ends with 2 where something would, and lists it", async () => {
  const { exit, output } = await run(creates("dr-security"));
  expect(exit).toBe(2);
  expect(output).toContain("dr-security  1 to add\n  + vpc/vpc (aws_vpc.vpc)");
});

it("counts what was asked for, and mentions what it reads", async () => {
  const { exit, output } = await run(creates("prod-security"));
  expect(exit).toBe(0);
  expect(output).toContain("prod, read by dr: 1 to add, not listed here");
});

it("ends with 1 where the plan fails, and says where", async () => {
  const diagnostic = '{"severity":"error","summary":"Odd","address":"module.dr-security.aws_vpc.vpc"}';
  const { exit, output } = await run(`echo '{"type":"diagnostic","diagnostic":${diagnostic}}'; exit 1`);
  expect(exit).toBe(1);
  expect(output).toContain("error dr-security  vpc/vpc (aws_vpc.vpc): Odd");
  await expect(run("echo '│ Error: broken' >&2; exit 1")).rejects.toThrow("terraform plan failed:\nError: broken");
});

it("prints JSON and nothing else when asked to", async () => {
  const { output } = await run(creates("dr-security"), true);
  expect(JSON.parse(output)).toMatchObject({
    environments: ["dr"],
    changes: [{ action: "create", place: { stack: "dr-security", path: "vpc/vpc" } }],
    findings: [],
    applied: [],
  });
});
