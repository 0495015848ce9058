import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { judge } from "../../../commands/policy/judge";
import { runPlatformRules } from "../../../commands/policy/platform-rules";
import { formatFaults, readWaivers } from "../../../commands/policy/waivers";
import { type Block, readStacks, type Stack } from "../../../commands/stacks";
import { wholePlatform } from "../../support/platform";

describe("the whole platform", () => {
  const outdir = mkdtempSync(join(tmpdir(), "strata-test-"));
  wholePlatform(outdir);
  const stacks = readStacks(outdir);
  afterAll(() => rmSync(outdir, { recursive: true }));

  /** Findings after the waivers, when one resource of one stack is changed, or taken out where there is no change. */
  function findings(id?: string, type = "", name = "", change?: (block: Block) => Block): string[] {
    const changed = stacks.map((stack): Stack => {
      if (stack.id !== id) return stack;
      const { [name]: block = {}, ...others } = stack.json.resource?.[type] ?? {};
      const byName = change ? { ...others, [name]: change(block) } : others;
      return { ...stack, json: { ...stack.json, resource: { ...stack.json.resource, [type]: byName } } };
    });
    const waivers = readWaivers(new Date().toISOString().slice(0, 10));
    const verdict = judge({ platform: runPlatformRules(changed) }, waivers);
    const found = verdict.findings.map((finding) => `${finding.id} ${finding.stack} ${finding.address}`);
    return [...found, ...formatFaults(verdict.faults)];
  }

  it("keeps its own rules, but for what is waived", () => {
    expect(findings()).toEqual([]);
  });

  it("is understood across layers: a key that refuses log groups of another one", () => {
    const refuse = (block: Block) => ({
      ...block,
      policy: String(block.policy).replace("logs.us-east-1", "logs.eu-west-1"),
    });
    expect(findings("prod-security", "aws_kms_key", "logs", refuse)).toEqual(
      expect.arrayContaining(["STRATA006 prod-network aws_cloudwatch_log_group.flow_logs"]),
    );
  });

  it("is understood across environments: a key without its replica", () => {
    expect(findings("dr-security", "aws_kms_replica_key", "lake")).toEqual([
      "STRATA008 prod-security aws_kms_key.lake",
    ]);
  });

  it("is understood across environments: a database that is kept for less long where it is recovered", () => {
    const forget = (block: Block) => ({ ...block, backup_retention_period: 1 });
    expect(findings("dr-data", "aws_rds_cluster", "database", forget)).toContain(
      "STRATA025 dr-data aws_rds_cluster.database",
    );
  });

  it("is understood across environments: a database whose membership a plan would undo", () => {
    const hold = ({ lifecycle: _, ...block }: Block) => block;
    for (const stack of ["prod-data", "dr-data"]) {
      expect(findings(stack, "aws_rds_cluster", "database", hold)).toContain(
        `STRATA033 ${stack} aws_rds_cluster.database`,
      );
    }
  });

  it("is understood across regions: a setting of the account that dr owns too", () => {
    const own = (block: Block) => block;
    expect(findings("dr-security", "aws_iam_account_password_policy", "second", own)).toEqual([
      expect.stringMatching(/^STRATA014 .* aws_iam_account_password_policy\.\w+$/),
    ]);
  });
});
