import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { describeOnEmulator } from "./harness";
import { untilApplied } from "./underway";

describeOnEmulator("a deploy that is interrupted", (bench) => {
  it("by Ctrl-C: Terraform ends in order, the state is free, and the exit code says so", async () => {
    const first = bench.start("deploy", "dev-security", "--emulator");
    await untilApplied(bench, "dev-security", first, ({ finished }) => finished.size > 5);
    first.kill("SIGINT");
    // npm passes the signal on that the terminal has sent already.
    first.kill("SIGINT");
    const { all, exitCode } = await first;
    expect(exitCode, all).toBe(130);
    expect(all).toContain("dev-security: interrupted. The state holds what Terraform had applied");
    expect(existsSync(join(bench.stackFolder("dev-security"), "runs"))).toBe(false);
  });
});
