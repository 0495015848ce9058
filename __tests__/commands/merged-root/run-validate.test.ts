import { stripVTControlCharacters } from "node:util";
import { expect, it, onTestFinished, vi } from "vitest";
import { runValidate } from "../../../commands/merged-root/run-validate";
import { built, fakeStack } from "../../support/fake-stacks";
import { temporaryFolder } from "../../support/temporary";
import { answersVersion, fakeTerraform, unpackedMirror, withEnvironment } from "../terraform/fakes";

const stacks = [
  fakeStack("dev-network", { resources: { "aws_vpc.vpc": built("dev-network/vpc/vpc") } }),
  fakeStack("prod-network"),
];

/** Runs the command with a Terraform that answers as the script says, and returns what it prints. */
async function run(script: string, options: { applyMocks?: boolean; json?: boolean } = {}) {
  withEnvironment({
    STRATA_TERRAFORM: fakeTerraform(`${answersVersion("1.11.0")}\n[ "$1" = init ] && exit 0\n${script}`),
    STRATA_PROVIDER_MIRROR: unpackedMirror(temporaryFolder()),
    STRATA_WORK_FOLDER: temporaryFolder(),
    XDG_CACHE_HOME: temporaryFolder(),
  });
  const log = vi.spyOn(console, "log").mockImplementation(() => {});
  onTestFinished(() => log.mockRestore());
  const ok = await runValidate(stacks, { applyMocks: false, json: false, ...options });
  return { ok, output: stripVTControlCharacters(log.mock.calls.flat().join("\n")) };
}

const valid = `[ "$1" = validate ] && echo '{"diagnostics":[]}' && exit 0`;
const schema = `[ "$1" = providers ] && echo '{"provider_schemas":{}}' && exit 0`;
const address = '"address":"module.dev-network.aws_vpc.vpc"';

it("says what was checked, and that it passed", async () => {
  const { ok, output } = await run(valid);
  expect(ok).toBe(true);
  expect(output).toMatch(/validate: passed, 2 stacks, 1 resources/);
});

it("prints each finding with its place, and fails for errors only", async () => {
  const diagnostic = (severity: string) =>
    `echo '{"diagnostics":[{"severity":"${severity}","summary":"Odd",${address}}]}'; exit 1`;
  const failed = await run(diagnostic("error"), { applyMocks: true });
  expect(failed).toMatchObject({ ok: false, output: expect.stringContaining("validate: failed") });
  expect(failed.output).toContain("error dev-network  vpc/vpc (aws_vpc.vpc): Odd");
  expect(failed.output).not.toContain("mock apply");
  expect((await run(diagnostic("warning"))).ok).toBe(true);
});

it("applies with mocks environment by environment", async () => {
  const { ok, output } = await run(`${valid}\n${schema}\n[ "$1" = test ] && exit 0`, { applyMocks: true });
  expect(ok).toBe(true);
  expect(output).toMatch(/mock apply: passed, dev, 1 resources/);
  expect(output).toMatch(/mock apply: passed, prod, 0 resources/);
});

it("fails when the mock apply finds something, or fails without a word", async () => {
  const found = `echo '{"type":"diagnostic","diagnostic":{"severity":"error","summary":"Odd",${address}}}'; exit 1`;
  expect((await run(`${valid}\n${schema}\n${found}`, { applyMocks: true })).ok).toBe(false);
  await expect(run(`${valid}\n${schema}\nexit 1`, { applyMocks: true })).rejects.toThrow("terraform test failed");
});

it("prints JSON and nothing else when asked to", async () => {
  const { output } = await run(valid, { json: true });
  expect(JSON.parse(output)).toEqual({ valid: true, findings: [] });
});

it("tells when Terraform gives no answer at all", async () => {
  await expect(run("echo '│ Error: broken' >&2; exit 1")).rejects.toThrow(/did not print a result:\nError: broken/);
});
