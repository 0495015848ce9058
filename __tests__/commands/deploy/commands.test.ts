import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { deploy } from "../../../commands/deploy/deploy-command";
import { destroy } from "../../../commands/deploy/destroy-command";
import { plan } from "../../../commands/deploy/plan-command";

const { question } = vi.hoisted(() => ({ question: vi.fn() }));
vi.mock("node:readline/promises", () => ({ createInterface: () => ({ question, close: () => {} }) }));

let folder: string;
let output: string[];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-deploy-"));
  output = [];
  for (const method of ["log", "warn", "error"] as const) {
    vi.spyOn(console, method).mockImplementation((text: unknown) => void output.push(String(text)));
  }
  vi.stubEnv("STRATA_WORK_FOLDER", join(folder, "work"));
  vi.stubEnv("STRATA_TERRAFORM", join(folder, "terraform"));
  vi.stubEnv("CDKTF_OUTDIR", join(folder, "out"));
  vi.stubEnv("FAILS", "");
  stacks({ "dev-network": ["dev-security"], "dev-security": [], "dev-data": ["dev-network"], "stage-security": [] });
  fakeTerraform();
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** Writes stacks as synthesis would, with their dependencies. */
function stacks(graph: Record<string, string[]>): void {
  const manifest: Record<string, object> = {};
  for (const [id, dependencies] of Object.entries(graph)) {
    const synthesizedStackPath = `stacks/${id}/cdk.tf.json`;
    mkdirSync(join(folder, "out", "stacks", id), { recursive: true });
    writeFileSync(join(folder, "out", synthesizedStackPath), '{"terraform":{},"provider":{}}');
    manifest[id] = { workingDirectory: `stacks/${id}`, synthesizedStackPath, dependencies };
  }
  writeFileSync(join(folder, "out", "manifest.json"), JSON.stringify({ stacks: manifest }));
}

/** A Terraform that writes down what it is asked, plans one change, and fails to apply the stack named in FAILS. */
function fakeTerraform(): void {
  writeFileSync(
    join(folder, "terraform"),
    `#!/bin/sh
stack=\${PWD##*/}
if [ "$1" = version ]; then echo '{"terraform_version":"1.11.4"}'; exit; fi
echo "$stack $*" >> '${join(folder, "calls")}'
case " $* " in *" -destroy "*) action=delete ;; *) action=create ;; esac
change='{"resource":{"addr":"aws_vpc.main"},"action":"'$action'"}'
case "$1" in
  plan) echo '{"type":"planned_change","change":'"$change"'}'; exit 2 ;;
  apply)
    if [ "$stack" = "$FAILS" ]; then
      echo '{"type":"diagnostic","diagnostic":{"severity":"error","summary":"quota exceeded","address":"aws_vpc.main"}}'
      exit 1
    fi
    echo '{"type":"apply_complete","hook":'"$change"'}' ;;
esac
`,
  );
  chmodSync(join(folder, "terraform"), 0o755);
}

/** Whether there is a person at a terminal, and what that person answers. */
function terminal(isThere: boolean, ...answers: string[]): void {
  const before = Object.getOwnPropertyDescriptor(process.stdin, "isTTY");
  Object.defineProperty(process.stdin, "isTTY", { value: isThere, configurable: true });
  onTestFinished(
    () => void Object.defineProperty(process.stdin, "isTTY", before ?? { value: undefined, configurable: true }),
  );
  question.mockReset();
  for (const answer of answers) question.mockResolvedValueOnce(answer);
}

function calls(command: string): string[] {
  const lines = readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
  return lines.filter((line) => line.split(" ")[1] === command);
}
const applied = () => calls("apply").map((line) => line.split(" ")[0]);
const unattended = { synth: false, autoApprove: true };

describe.skipIf(process.platform === "win32")("deploy", () => {
  it("applies the plan it saved, producers first, and nothing that was not selected", async () => {
    await deploy(["dev-*"], unattended);
    expect(applied()).toEqual(["dev-security", "dev-network", "dev-data"]);
    const saved = /-out=(\S+)/.exec(calls("plan")[0] ?? "")?.[1];
    expect(calls("apply")[0]).toBe(`dev-security apply -json -input=false ${saved}`);
    expect(output.at(-1)).toMatch(/^3 of 3 stacks deployed \(AWS\) in/);
  });

  it("leaves what is behind a failure, deploys the rest, and says what failed where", async () => {
    vi.stubEnv("FAILS", "dev-network");
    await expect(deploy(["*"], unattended)).rejects.toThrow(
      /dev-network {2}aws_vpc\.main: quota exceeded.*2 of 4 stacks deployed .*1 failed, 1 not started/s,
    );
    expect(applied().sort()).toEqual(["dev-network", "dev-security", "stage-security"]);
    expect(output).toContainEqual(expect.stringMatching(/dev-data .*not started: dev-network failed/));
  });

  it("first brings home a state that an earlier apply could not write", async () => {
    const left = join(folder, "out", "stacks", "dev-security", "errored.tfstate");
    writeFileSync(left, "{}");
    await deploy(["dev-security"], unattended);
    expect(calls("state")).toEqual(["dev-security state push errored.tfstate"]);
    expect(existsSync(left)).toBe(false);
  });

  it("asks before it applies, and where it cannot ask applies nothing", async () => {
    terminal(false);
    await expect(deploy(["dev-*"], { synth: false })).rejects.toThrow(/without a terminal.*--auto-approve/);
    expect(() => calls("apply")).toThrow("ENOENT");
  });

  it("applies what is approved, and leaves what is behind a refusal", async () => {
    terminal(true, "yes", "no");
    await expect(deploy(["dev-*"], { synth: false })).rejects.toThrow(
      /dev-network: not applied \(\+1 ~0 -0\): you answered no/,
    );
    expect(applied()).toEqual(["dev-security"]);
    expect(question).toHaveBeenCalledWith("dev-security +1 ~0 -0. Apply? (yes, no, all) ");
  });

  it("asks no more once the answer was all", async () => {
    terminal(true, "all");
    await deploy(["dev-*"], { synth: false });
    expect(applied()).toHaveLength(3);
    expect(question).toHaveBeenCalledOnce();
  });

  it("names the stacks there are when a pattern matches none", async () => {
    await expect(deploy(["qa-*"], unattended)).rejects.toThrow(/No stack matches "qa-\*".*dev-network/);
  });
});

describe.skipIf(process.platform === "win32")("destroy", () => {
  it("destroys consumers first, from a saved plan", async () => {
    await destroy(["dev-*"], unattended);
    expect(applied()).toEqual(["dev-data", "dev-network", "dev-security"]);
    expect(calls("plan").every((line) => line.includes(" -destroy"))).toBe(true);
  });

  it("warns of stacks that stay and read what goes", async () => {
    await destroy(["dev-network"], unattended);
    expect(output).toContain("These stacks stay and read what goes: dev-data.");
  });

  it("wants the name of the environment typed", async () => {
    terminal(true, "prod");
    await expect(destroy(["dev-*"], { synth: false })).rejects.toThrow('expected dev, got "prod"');
    expect(() => calls("apply")).toThrow("ENOENT");
    terminal(true, "dev");
    await destroy(["dev-*"], { synth: false });
    expect(applied()).toHaveLength(3);
  });

  it("destroys nothing where no one can be asked", async () => {
    terminal(false);
    await expect(destroy(["dev-*"], { synth: false })).rejects.toThrow(/--auto-approve/);
  });
});

describe.skipIf(process.platform === "win32")("plan", () => {
  it("plans without a lock and applies nothing", async () => {
    await plan(["dev-*"], { synth: false, preview: false });
    expect(calls("plan")).toHaveLength(3);
    expect(calls("plan").every((line) => line.includes("-lock=false"))).toBe(true);
    expect(calls("apply")).toEqual([]);
    expect(output.join("\n")).toMatch(/dev-network {2}1 to add\n {2}\+ aws_vpc\.main/);
  });
});
