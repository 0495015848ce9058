import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import type { PlanReport } from "../../commands/deploy/plan-report";
import type { Review } from "../../commands/review/report";
import { describeOnEmulator } from "./harness";

/** What somebody does by hand: the emulator checks no signature. */
async function putRetention(endpoint: string, logGroupName: string, retentionInDays: number): Promise<void> {
  const { ok, status } = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": "Logs_20140328.PutRetentionPolicy",
      authorization:
        "AWS4-HMAC-SHA256 Credential=testing/20260101/us-east-1/logs/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify({ logGroupName, retentionInDays }),
  });
  if (!ok) throw new Error(`PutRetentionPolicy answered ${status}`);
}

describeOnEmulator("plans that are reviewed, then applied, and drift after them", (bench) => {
  it("applies exactly the plan that was kept, once, and then finds what somebody changed", async () => {
    const plans = join(bench.folder, "plans");
    const report = join(bench.folder, "plan.json");
    const planned = await bench.strata("plan", "dev-security", "--emulator", "--out", plans, "--report", report);
    expect(planned.exitCode, planned.output).toBe(0);
    const { stacks } = JSON.parse(readFileSync(report, "utf8")) as PlanReport;
    expect(stacks).toMatchObject([{ stack: "dev-security", state: "changes" }]);

    const deploy = () => bench.strata("deploy", "--plan", plans, "--emulator", "--skip-synth");
    const deployed = await deploy();
    expect(deployed.exitCode, deployed.output).toBe(0);
    expect(deployed.output).toMatch(/^dev-security +done: \+\d+ ~0 -0/m);
    const again = await deploy();
    expect(again.exitCode).toBe(1);
    expect(again.output).toMatch(/stale/i);

    const drift = async () => {
      const out = join(bench.folder, "drift");
      const { output, exitCode } = await bench.strata(
        "drift",
        "dev-security",
        "--emulator",
        "--skip-synth",
        "--out",
        out,
      );
      return { output, exitCode, review: JSON.parse(readFileSync(join(out, "drift.json"), "utf8")) as Review };
    };
    const before = await drift();
    expect(before.review.stacks.flatMap(({ changes }) => changes)).toEqual([]);
    expect(before.exitCode, before.output).toBe(0);

    const group = JSON.parse(readFileSync(join(bench.stackFolder("dev-security"), "cdk.tf.json"), "utf8")) as {
      resource: { aws_cloudwatch_log_group: Record<string, { name: string }> };
    };
    const [[id, { name }] = ["", { name: "" }]] = Object.entries(group.resource.aws_cloudwatch_log_group);
    await putRetention(bench.endpoint(), name, 1);
    const after = await drift();
    expect(after.exitCode, after.output).toBe(3);
    expect(after.review.dangers).toMatchObject([
      { stack: "dev-security", address: `aws_cloudwatch_log_group.${id}`, kind: "protection" },
    ]);
  });
});
