import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { initOnce, runReady } from "../../../commands/terraform/init-once";
import { Terraform } from "../../../commands/terraform/terraform";
import { suiteFolder } from "../../support/temporary";
import { answersVersion, fakeTerraform, unpackedMirror, withEnvironment, write } from "./fakes";

const stack = (bucket: string, version = "5.100.0", cidr = "10.0.0.0/16") => ({
  terraform: { backend: { s3: { bucket } }, required_providers: { aws: { source: "hashicorp/aws", version } } },
  provider: { aws: [{ region: "us-east-1" }] },
  resource: { aws_vpc: { main: { cidr_block: cidr } } },
});

const suite = suiteFolder();
const mirror = unpackedMirror(join(suite, "mirror"));
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(suite, "stack-"));
  write(join(folder, "cdk.tf.json"), JSON.stringify(stack("states")));
  write(join(folder, ".terraform.lock.hcl"), "lock");
});

/** A Terraform that notes each `init`, and connects to a backend; `script` is run before. */
async function terraform(script = "", version = "1.11.4"): Promise<Terraform> {
  withEnvironment({
    STRATA_TERRAFORM: fakeTerraform(
      `${answersVersion(version)}\necho "$1" >> calls\n${script}\nmkdir -p .terraform; echo '{}' > .terraform/terraform.tfstate`,
    ),
    STRATA_PROVIDER_MIRROR: mirror,
  });
  return Terraform.locate();
}

const calls = () =>
  existsSync(join(folder, "calls")) ? readFileSync(join(folder, "calls"), "utf8").trim().split("\n") : [];

describe("initOnce", () => {
  it("leaves a folder alone that is as after its last init", async () => {
    const program = await terraform();
    await initOnce(program, folder);
    write(join(folder, "cdk.tf.json"), JSON.stringify(stack("states", "5.100.0", "10.1.0.0/16")));
    await initOnce(program, folder);
    expect(calls()).toEqual(["init"]);
  });

  it.each([
    ["the backend", () => write(join(folder, "cdk.tf.json"), JSON.stringify(stack("others")))],
    ["a version", () => write(join(folder, "cdk.tf.json"), JSON.stringify(stack("states", "6.0.0")))],
    ["the lock file", () => write(join(folder, ".terraform.lock.hcl"), "another lock")],
    ["a provider", () => write(join(folder, "more.tf.json"), '{ "provider": { "random": [{}] } }')],
    ["a module", () => write(join(folder, "more.tf.json"), '{ "module": { "vpc": { "source": "./vpc" } } }')],
    ["an argument of init", () => vi.stubEnv("TF_CLI_ARGS_init", "-backend-config=bucket=others")],
    ["what init made is gone:", () => rmSync(join(folder, ".terraform"), { recursive: true })],
    ["another init has", () => write(join(folder, ".terraform/terraform.tfstate"), '{ "backend": "other" }')],
  ])("%s changed: runs again", async (_, change) => {
    const program = await terraform();
    await initOnce(program, folder);
    change();
    await initOnce(program, folder);
    await initOnce(program, folder);
    expect(calls()).toEqual(["init", "init"]);
  });

  it("another Terraform runs again", async () => {
    await initOnce(await terraform(), folder);
    await initOnce(await terraform("", "1.12.0"), folder);
    expect(calls()).toEqual(["init", "init"]);
  });

  it("runs each time where it completes the lock file, which comes without that the next time", async () => {
    const program = await terraform("echo 'a hash' >> .terraform.lock.hcl");
    await initOnce(program, folder);
    write(join(folder, ".terraform.lock.hcl"), "lock");
    await initOnce(program, folder);
    expect(calls()).toEqual(["init", "init"]);
  });

  it("does not take a failed init for a good one, nor an earlier good one for it", async () => {
    const program = await terraform("[ -e fails ] && exit 1");
    await initOnce(program, folder);
    write(join(folder, "fails"), "");
    write(join(folder, ".terraform.lock.hcl"), "another lock");
    await expect(initOnce(program, folder)).rejects.toThrow("terraform init failed");
    rmSync(join(folder, "fails"));
    write(join(folder, ".terraform.lock.hcl"), "lock");
    await initOnce(program, folder);
    expect(calls()).toEqual(["init", "init", "init"]);
  });
});

describe("runReady", () => {
  const plan = (program: Terraform) => runReady(program, folder, {}, () => program.run(["plan"], { cwd: folder }));

  it.each([
    "Required plugins are not installed",
    "Inconsistent dependency lock file",
    "Module not installed",
    'Backend initialization required, please run \\"terraform init\\"',
  ])("%s: runs init, and Terraform again", async (message) => {
    const program = await terraform(
      `[ "$1" = plan ] && [ ! -e again ] && touch again && echo '{"diagnostic":{"summary":"${message}"}}' && exit 1`,
    );
    await initOnce(program, folder);
    expect(await plan(program)).toMatchObject({ exitCode: 0 });
    expect(calls()).toEqual(["init", "plan", "init", "plan"]);
  });

  it("leaves any other failure as it is", async () => {
    const program = await terraform('[ "$1" = plan ] && echo "access denied" && exit 1');
    await initOnce(program, folder);
    expect(await plan(program)).toMatchObject({ exitCode: 1, stdout: "access denied" });
    expect(calls()).toEqual(["init", "plan"]);
  });
});
