import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { withoutBox } from "../../../commands/terraform/messages";
import { Terraform } from "../../../commands/terraform/terraform";
import { temporaryFolder } from "../../support/temporary";
import { answersVersion, fakeTerraform, unpackedMirror, withEnvironment, write } from "./fakes";

/** A Terraform that answers as the script says, with a provider mirror that needs no search. */
function standIn(script: string, more: Readonly<Record<string, string>> = {}): void {
  const mirror = unpackedMirror(temporaryFolder());
  withEnvironment({ STRATA_TERRAFORM: fakeTerraform(script), STRATA_PROVIDER_MIRROR: mirror, ...more });
}

it("reads the version of the program", async () => {
  standIn(answersVersion("1.12.3"));
  const terraform = await Terraform.locate();
  expect(terraform.version).toBe("1.12.3");
  expect(terraform.providerNote).toContain("mirror");
});

it("refuses a program that is missing, too old or something else, and says how to get the right one", async () => {
  const missing = join(temporaryFolder(), "terraform");
  standIn("", { STRATA_TERRAFORM: missing });
  await expect(Terraform.locate()).rejects.toThrow(`${missing} was not found`);
  standIn(answersVersion("1.9.8"));
  await expect(Terraform.locate()).rejects.toThrow(/is Terraform 1\.9\.8; 1\.11\.0 or later is needed.*Upgrade/);
  standIn(answersVersion("2.0.1"));
  await expect(Terraform.locate()).rejects.toThrow(/is Terraform 2\.0\.1; .* below 2\.0\.0/);
  standIn("echo I make gardens; exit 3");
  await expect(Terraform.locate()).rejects.toThrow(/exited with 3 and said "I make gardens".*STRATA_TERRAFORM/);
  standIn(`echo '{"terraform_version": 7}'`);
  await expect(Terraform.locate()).rejects.toThrow("does not print its version");
});

it("passes output on line by line, keeps a log and never throws on an exit code", async () => {
  standIn(`${answersVersion("1.11.0")}\necho one; echo two; echo bad >&2; exit 7`);
  const terraform = await Terraform.locate();
  const lines: string[] = [];
  const logFile = join(temporaryFolder(), "log");
  const options = { cwd: temporaryFolder(), onLine: (line: string) => void lines.push(line), logFile };
  expect(await terraform.run(["apply"], options)).toEqual({ exitCode: 7, stdout: "one\ntwo", stderr: "bad" });
  await terraform.run(["apply"], options);
  expect(lines).toEqual(["one", "two", "one", "two"]);
  expect(readFileSync(logFile, "utf8").split("\n").filter(Boolean).sort()).toEqual([
    ...["bad", "bad", "one", "one", "two", "two"],
  ]);
});

it("sets the variables of automation and drops a configuration file that does not exist", async () => {
  const script = `${answersVersion("1.11.0")}\necho "$TF_IN_AUTOMATION $CHECKPOINT_DISABLE $MINE $GOGC [$TF_CLI_CONFIG_FILE]"`;
  standIn(script, { TF_CLI_CONFIG_FILE: join(temporaryFolder(), "missing"), STRATA_PROVIDER_MIRROR: "" });
  const terraform = await Terraform.locate();
  const { stdout } = await terraform.run([], { cwd: temporaryFolder(), env: { MINE: "mine" } });
  expect(stdout).toMatch(/^1 1 mine 400 \[/);
  expect(stdout).not.toContain("missing");
});

it("stops when the signal says so, with Terraform's own time to finish", async () => {
  standIn(`${answersVersion("1.11.0")}\ntrap 'echo tidied; exit 0' TERM\necho started\nwhile :; do sleep 0.05; done`);
  const terraform = await Terraform.locate();
  const stop = new AbortController();
  const run = terraform.run([], { cwd: temporaryFolder(), signal: stop.signal, onLine: () => stop.abort() });
  expect((await run).stdout).toBe("started\ntidied");
});

it("turns a failed init into one readable message", async () => {
  standIn(`${answersVersion("1.11.0")}\nprintf '╷\\n│ Error: Backend missing\\n│ \\n│ No bucket.\\n╵\\n' >&2; exit 1`);
  const terraform = await Terraform.locate();
  const folder = temporaryFolder();
  await expect(terraform.init(folder)).rejects.toThrow(
    `terraform init failed in ${folder}:\nError: Backend missing\n\nNo bucket.`,
  );
});

it("says where the provider was looked for when an init could not get it", async () => {
  standIn(`${answersVersion("1.11.0")}\necho '│ Error: Failed to query available provider packages' >&2; exit 1`);
  const terraform = await Terraform.locate();
  await expect(terraform.init(temporaryFolder())).rejects.toThrow(
    /looked for in: the mirror .*STRATA_PROVIDER_MIRROR/s,
  );
});

it("fills a plugin cache once before parallel inits", async () => {
  const cache = join(temporaryFolder(), "cache");
  const calls = join(temporaryFolder(), "calls");
  mkdirSync(calls);
  const installs = `provider="$TF_PLUGIN_CACHE_DIR/registry.terraform.io/hashicorp/aws/5.100.0"
for platform in linux_amd64 linux_arm64 darwin_amd64 darwin_arm64; do mkdir -p "$provider/$platform"; done
touch "${calls}/$(basename "$PWD")-$(basename "$TF_PLUGIN_CACHE_DIR")"`;
  const home = { STRATA_PROVIDER_MIRROR: "", TF_PLUGIN_CACHE_DIR: cache };
  standIn(`${answersVersion("1.11.0")}\n${installs}`, home);
  // A configuration without a word on providers keeps the search of the machine out of this test.
  const config = join(temporaryFolder(), "empty.tfrc");
  write(config, "");
  withEnvironment({ ...home, STRATA_TERRAFORM: process.env.STRATA_TERRAFORM, TF_CLI_CONFIG_FILE: config });

  const terraform = await Terraform.locate();
  await Promise.all([terraform.init(temporaryFolder()), terraform.init(temporaryFolder())]);
  const runs = readdirSync(calls);
  expect(runs.filter((run) => run.startsWith("strata-provider-"))).toHaveLength(1);
  expect(runs.filter((run) => run.endsWith("-cache"))).toHaveLength(2);
  expect(existsSync(join(cache, "registry.terraform.io/hashicorp/aws/5.100.0"))).toBe(true);
  expect(readdirSync(cache)).toEqual(["registry.terraform.io"]);
});

it("takes Terraform's boxes off a message", () => {
  expect(withoutBox("╷\n│ Error: No\n│ \n│   on x line 1\n╵\n\n\n\n╷\n│ Warning\n╵\n")).toBe(
    "Error: No\n\n  on x line 1\n\nWarning",
  );
});
