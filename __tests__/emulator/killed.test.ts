import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseState } from "../../commands/deploy/state";
import { canApply, selectResources } from "../../commands/emulator/applicable";
import { loadEmulator } from "../../commands/emulator/definition";
import { readStacks } from "../../commands/stacks";
import { type Bench, describeOnEmulator } from "./harness";
import { addressesOf, takeSnapshot, whatIsLeft } from "./residue";
import { untilApplied } from "./underway";

/** How many resources of a stack the emulator applies. */
function applicable(bench: Bench, id: string): number {
  const stack = readStacks(bench.synthesized).find((candidate) => candidate.id === id);
  return stack ? selectResources(stack.json, canApply(loadEmulator())).resources.length : expect.fail(`no ${id}`);
}

function terraformProcess(bench: Bench, stack: string): number {
  const file = join(bench.stackFolder(stack), "runs", "process.json");
  return (JSON.parse(readFileSync(file, "utf8")) as { pid: number }).pid;
}

function resume(pid: number): void {
  try {
    process.kill(pid, "SIGCONT");
  } catch {
    // It has ended.
  }
}

describeOnEmulator("a deploy that is killed", (bench) => {
  it("by kill -9, its Terraform too: the lock is explained, and the next deploy takes over what no state knows", async () => {
    const first = bench.start("deploy", "dev-security", "--emulator");
    // Only lifecycle rules are left, which the provider watches for most of a minute: nothing is lost on the wire, and
    // nothing waits for its turn.
    let all: number | undefined;
    const created = await untilApplied(bench, "dev-security", (finished, underWay) => {
      all ??= applicable(bench, "dev-security");
      const left = underWay.filter((address) => address.includes("lifecycle"));
      return left.length > 0 && left.length === underWay.length && finished + left.length === all;
    });
    first.kill("SIGKILL");
    process.kill(terraformProcess(bench, "dev-security"), "SIGKILL");
    await first;

    const locked = await bench.strata("deploy", "dev-security", "--emulator", "--skip-synth");
    expect(locked.exitCode).toBe(1);
    expect(locked.output).toMatch(/the state is locked by \S+@\S+ \(this machine\): apply since \d{4}-/);
    const [, ...unlock] =
      /npx strata (unlock dev-security \S+ --emulator)/.exec(locked.output)?.[0].split(" ").slice(1) ?? [];
    const unlocked = await bench.strata(...unlock);
    expect(unlocked.exitCode, unlocked.output).toBe(0);

    const again = await bench.strata("deploy", "dev-security", "--emulator", "--skip-synth");
    expect(again.exitCode, again.output).toBe(0);
    // Nothing is made twice, apart from a switch that Terraform cannot import.
    expect(again.output).toMatch(/done: \+[01] ~\d+ -0/);
    const [state = ""] = (await takeSnapshot(bench, ["dev-security"])).values();
    // The id of an attachment is Terraform's own invention, another one after an import.
    const known = [...created].filter(([address]) => !address.startsWith("aws_iam_role_policy_attachment."));
    expect(Object.fromEntries(parseState(state))).toMatchObject(Object.fromEntries(known));
  });

  it("by kill -9 alone: its Terraform ends its work, and the next deploy waits for it", async () => {
    const first = bench.start("deploy", "dev-network", "--emulator", "--skip-synth");
    await untilApplied(bench, "dev-network", (finished) => finished > 5);
    first.kill("SIGKILL");
    await first;
    // Terraform pauses until the next deploy waits for it: on a busy machine it could end before that.
    const terraform = terraformProcess(bench, "dev-network");
    process.kill(terraform, "SIGSTOP");
    const second = bench.start("deploy", "dev-network", "--emulator", "--skip-synth");
    second.all.on("data", (text) => {
      if (String(text).includes("waiting for an earlier apply")) resume(terraform);
    });
    const { all, exitCode } = await second;
    resume(terraform);
    expect(exitCode, all).toBe(0);
    expect(all).toContain(`waiting for an earlier apply to end (process ${terraform})`);
    expect(all).toMatch(/done: \+0 ~0 -0/);
  });

  it("leaves nothing behind when all is destroyed", async () => {
    const snapshot = await takeSnapshot(bench, ["dev-security", "dev-network"]);
    expect([...snapshot.values()].flatMap(addressesOf).length).toBeGreaterThan(100);
    const { output, exitCode } = await bench.strata("destroy", "dev-*", "--emulator", "--skip-synth");
    expect(exitCode, output).toBe(0);
    expect(await whatIsLeft(bench, snapshot)).toEqual([]);
  });
});
