import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { parseState } from "../../commands/deploy/state";
import { unknownToStates } from "./account";
import { type Bench, describeOnEmulator } from "./harness";
import { addressesOf, takeSnapshot, whatIsLeft } from "./residue";
import { readApplied, untilApplied } from "./underway";

/** Types whose id is no id of AWS: Terraform invents it. */
const madeUp = ["aws_iam_role_policy_attachment", "aws_ebs_encryption_by_default"];

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
    // Any moment of the apply would do: much is finished, some of it in no state yet, and something is under way.
    await untilApplied(bench, "dev-security", first, ({ finished, underWay }) => {
      return finished.size >= 60 && underWay.length > 0;
    });
    first.kill("SIGKILL");
    process.kill(terraformProcess(bench, "dev-security"), "SIGKILL");
    await first;
    const { finished } = readApplied(bench, "dev-security");

    const locked = await bench.strata("deploy", "dev-security", "--emulator", "--skip-synth");
    expect(locked.exitCode).toBe(1);
    expect(locked.output).toMatch(/the state is locked by \S+@\S+ \(this machine\): apply since \d{4}-/);
    const [, ...unlock] =
      /npx strata (unlock dev-security \S+ --emulator)/.exec(locked.output)?.[0].split(" ").slice(1) ?? [];
    const unlocked = await bench.strata(...unlock);
    expect(unlocked.exitCode, unlocked.output).toBe(0);

    const again = await bench.strata("deploy", "dev-security", "--emulator", "--skip-synth");
    expect(again.exitCode, again.output).toBe(0);
    const states = await takeSnapshot(bench, ["dev-security"]);
    const [state = ""] = states.values();
    // Nothing that was finished is made twice. Of these types Terraform invents another id after an import, or imports none.
    const comparable = [...finished].filter(([address]) => !madeUp.includes(address.split(".")[0] ?? ""));
    expect(comparable.length).toBeGreaterThan(20);
    expect(Object.fromEntries(parseState(state))).toMatchObject(Object.fromEntries(comparable));
    // What was under way is found, so nothing of it is there twice.
    expect(await unknownToStates(bench, states)).toEqual([]);
  });

  it("by kill -9 alone: its Terraform ends its work, and the next deploy waits for it", async () => {
    const first = bench.start("deploy", "dev-network", "--emulator", "--skip-synth");
    await untilApplied(bench, "dev-network", first, ({ finished }) => finished.size > 5);
    // Terraform pauses until the next deploy waits for it: on a busy machine it could end before that.
    const terraform = terraformProcess(bench, "dev-network");
    process.kill(terraform, "SIGSTOP");
    first.kill("SIGKILL");
    await first;
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
