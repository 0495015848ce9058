import { stripVTControlCharacters } from "node:util";
import { describe, expect, it } from "vitest";
import { isClean, judge, type Outcomes, percentage, type Verdict } from "../../../commands/policy/judge";
import { jsonReport, summaryLine, textReport } from "../../../commands/policy/report";
import { sarifReport } from "../../../commands/policy/sarif";
import type { Violation } from "../../../commands/policy/violation";
import type { Waiver, Waivers } from "../../../commands/policy/waivers";

const violation = (changes: Partial<Violation> = {}): Violation => ({
  source: "checkov",
  id: "CKV_AWS_144",
  title: "Ensure that S3 bucket has cross-region replication enabled",
  stack: "dev-security",
  environment: "dev",
  layer: "security",
  address: "aws_s3_bucket.logs",
  path: "logs/bucket",
  file: "layers/security/stack.ts",
  ...changes,
});
const own = violation({
  source: "platform",
  id: "STRATA012",
  title: "What holds data cannot be deleted by a slip",
  detail: "force_destroy is true; from tier nonproduction up it has to be false",
  severity: "high",
  control: "FSBP RDS.7",
  fix: "Pass the environment's deletionProtection on to the resource.",
});
const waivers = (...scopes: readonly Partial<Waiver>[]): Waivers => ({
  source: { file: "policies/waivers.yaml", stem: "waivers", errors: [] },
  errors: [],
  waivers: scopes.map((changes, index) => ({
    id: "CKV_AWS_144",
    scope: { stacks: ["dev-*"], addresses: ["aws_s3_bucket.*"] },
    reason: "No environment recovers dev.",
    owner: "platform",
    expires: "2027-06-30",
    index,
    ...changes,
  })),
});
const both: Outcomes = {
  checkov: { checks: 1000, violations: [violation(), violation({ stack: "prod-security", environment: "prod" })] },
  platform: { checks: 15, violations: [own] },
};
const plain = (verdict: Verdict) => stripVTControlCharacters(textReport(verdict));

describe("judge", () => {
  it("lets a waiver cover its check, its stacks and its addresses, and nothing else", () => {
    const { findings, waived } = judge(both, waivers({}));
    expect(waived.map((entry) => entry.violation.stack)).toEqual(["dev-security"]);
    expect(findings.map(({ id, stack }) => `${id} ${stack}`)).toEqual([
      "CKV_AWS_144 prod-security",
      "STRATA012 dev-security",
    ]);
    const scope = { stacks: ["*"], addresses: ["aws_s3_bucket.log"] };
    expect(judge(both, waivers({ scope })).waived).toEqual([]);
  });

  it("reports a waiver that covers nothing", () => {
    const verdict = judge(both, waivers({}, { scope: { stacks: ["stage-*"], addresses: ["*"] } }));
    expect(verdict.errors).toEqual([expect.objectContaining({ key: "waivers[1]" })]);
  });

  it("leaves the waivers of a source alone that did not run", () => {
    expect(judge({ platform: both.platform }, waivers({})).errors).toEqual([]);
    expect(judge({ checkov: both.checkov }, waivers({}, { id: "STRATA012" })).errors).toEqual([]);
    expect(judge({ platform: { checks: 15, violations: [] } }, waivers({ id: "STRATA012" })).errors).toHaveLength(1);
  });

  it("is clean only without findings and without errors", () => {
    const everything = { scope: { stacks: ["*"], addresses: ["*"] } };
    expect(isClean(judge({ checkov: both.checkov }, waivers(everything)))).toBe(true);
    expect(isClean(judge({ checkov: both.checkov }, waivers({})))).toBe(false);
    expect(isClean(judge({ checkov: both.checkov }, waivers(everything, { id: "CKV_AWS_1" })))).toBe(false);
  });
});

describe("figures", () => {
  it("count a waived check as failed in the raw one, and round down", () => {
    const score = { checks: 1000, findings: 0, waived: 1 };
    expect(percentage(score, "failed")).toBe(99.9);
    expect(percentage(score, "passed")).toBe(100);
    expect(percentage({ checks: 100_000, findings: 1, waived: 0 }, "passed")).toBe(99.9);
  });

  it("are on one line", () => {
    expect(stripVTControlCharacters(summaryLine(judge(both, waivers({}))))).toBe(
      "checkov: 1,000 checks, raw 99.8 %, after waivers 99.9 % (1 waived), 1 finding; platform: 15 rules, 1 finding",
    );
  });
});

describe("reports", () => {
  it("list findings by stack and rule", () => {
    expect(plain(judge(both, waivers({})))).toMatchInlineSnapshot(`
      "dev-security  layers/security/stack.ts
        STRATA012 What holds data cannot be deleted by a slip [high, FSBP RDS.7]
          logs/bucket (aws_s3_bucket.logs): force_destroy is true; from tier nonproduction up it has to be false
          fix: Pass the environment's deletionProtection on to the resource.

      prod-security  layers/security/stack.ts
        CKV_AWS_144 Ensure that S3 bucket has cross-region replication enabled
          logs/bucket (aws_s3_bucket.logs)

      checkov: 1,000 checks, raw 99.8 %, after waivers 99.9 % (1 waived), 1 finding; platform: 15 rules, 1 finding"
    `);
  });

  it("fit 120 columns", () => {
    const long = violation({ ...own, detail: "a detail of some length ".repeat(20).trim() });
    const lines = plain(judge({ platform: { checks: 15, violations: [long] } }, waivers())).split("\n");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it("say in JSON what was found and what was waived, and why", () => {
    const report = JSON.parse(jsonReport(judge(both, waivers({}))));
    expect(report).toMatchObject({
      checkov: { checks: 1000, findings: 1, waived: 1, rawPercent: 99.8, afterWaiversPercent: 99.9 },
      platform: { checks: 15, findings: 1, waived: 0 },
      findings: [{ id: "CKV_AWS_144", stack: "prod-security", environment: "prod" }, { id: "STRATA012" }],
      waived: [{ stack: "dev-security", waiver: { owner: "platform", expires: "2027-06-30" } }],
      errors: [],
    });
  });

  it("suppress in SARIF what was waived", () => {
    const { runs } = JSON.parse(sarifReport(judge(both, waivers({}))));
    const [{ results, tool }] = runs;
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(["CKV_AWS_144", "STRATA012"]);
    expect(results).toEqual([
      expect.objectContaining({ ruleId: "CKV_AWS_144", ruleIndex: 0, level: "error" }),
      expect.objectContaining({ ruleId: "STRATA012", ruleIndex: 1, level: "error" }),
      expect.objectContaining({
        suppressions: [
          { kind: "external", justification: "No environment recovers dev. (platform, until 2027-06-30)" },
        ],
      }),
    ]);
    expect(results[0].locations[0].physicalLocation.artifactLocation.uri).toBe("layers/security/stack.ts");
  });
});
