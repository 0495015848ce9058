import { chmodSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { checkovProgram, findCheckov } from "../../../commands/policy/checkov/find";
import { readReport, runCheckov } from "../../../commands/policy/checkov/run";
import { scanCopy } from "../../../commands/policy/checkov/scan-copy";
import { fakeStacks } from "../../support/fake-stacks";
import { temporaryFolder } from "../../support/temporary";

const stacks = fakeStacks({
  "dev-security": {
    resources: {
      "aws_kms_key.logs": { "//": { metadata: { path: "dev-security/logs/key" } }, description: "for logs" },
      "aws_kms_alias.logs": { target_key_id: "${aws_kms_key.logs.key_id}", depends_on: ["aws_kms_key.logs"] },
    },
    outputs: { logs_key_arn: "${aws_kms_key.logs.arn}", subnet_ids: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"] },
  },
  "dev-network": {
    reads: { security: "dev-security" },
    resources: {
      "aws_kms_key.logs": { description: "another of the same name" },
      "aws_lb.edge": { subnets: "${data.terraform_remote_state.security.outputs.subnet_ids}", internal: true },
      "aws_cloudwatch_log_group.flows": {
        kms_key_id: "${data.terraform_remote_state.security.outputs.logs_key_arn}",
        name: "key ${data.terraform_remote_state.security.outputs.logs_key_arn} and ${aws_kms_key.logs.id}",
      },
    },
  },
});
const copy = scanCopy(stacks);
const lineOf = (text: string) => copy.text.split("\n").findIndex((line) => line.includes(text)) + 1;

describe("the copy that checkov scans", () => {
  const { resource, terraform } = JSON.parse(copy.text);

  it("holds the blocks of all stacks, and nothing that checkov cannot read", () => {
    expect(Object.keys(resource.aws_kms_key)).toEqual(["dev_security__logs", "dev_network__logs"]);
    expect(terraform).toBeUndefined();
  });

  it("refers within a stack to the stack's own", () => {
    expect(resource.aws_kms_alias.dev_security__logs).toEqual({
      target_key_id: "${aws_kms_key.dev_security__logs.key_id}",
      depends_on: ["aws_kms_key.dev_security__logs"],
    });
  });

  it("refers across stacks to the other stack's", () => {
    expect(resource.aws_cloudwatch_log_group.dev_network__flows).toEqual({
      kms_key_id: "${aws_kms_key.dev_security__logs.arn}",
      name: "key ${aws_kms_key.dev_security__logs.arn} and ${aws_kms_key.dev_network__logs.id}",
    });
    expect(resource.aws_lb.dev_network__edge.subnets).toHaveLength(2);
  });

  it("knows what is on a line", () => {
    expect(copy.byLine.get(lineOf("for logs"))).toMatchObject({
      stack: { id: "dev-security" },
      address: "aws_kms_key.logs",
    });
    expect(copy.byLine.get(lineOf('"internal"'))).toMatchObject({
      stack: { id: "dev-network" },
      address: "aws_lb.edge",
    });
  });
});

describe("the report of checkov", () => {
  const failed = (line: number) => ({
    check_id: "CKV_AWS_7",
    check_name: "Ensure rotation for customer created CMKs is enabled",
    file_line_range: [line, line],
    check_result: { result: "FAILED", evaluated_keys: ["enable_key_rotation", "", "resource_type"] },
  });
  const report = (summary: object, checks: readonly object[] = []) =>
    JSON.stringify({
      results: { failed_checks: checks },
      summary: { passed: 41, failed: checks.length, skipped: 0, parsing_errors: 0, ...summary },
    });

  it("is mapped to stack, construct path and address", () => {
    expect(readReport(report({}, [failed(lineOf("for logs"))]), copy.byLine)).toEqual({
      checks: 42,
      violations: [
        {
          source: "checkov",
          id: "CKV_AWS_7",
          title: "Ensure rotation for customer created CMKs is enabled",
          detail: "looked at enable_key_rotation",
          stack: "dev-security",
          environment: "dev",
          layer: "security",
          address: "aws_kms_key.logs",
          path: "logs/key",
          file: "layers/security/stack.ts",
        },
      ],
    });
  });

  it.each([
    ["no JSON", "Traceback", /did not print a report: it crashed/],
    ["a file that could not be read", report({ parsing_errors: 1 }), /could not read/],
    ["no checks at all", report({ passed: 0 }), /made 0 checks/],
    ["checks skipped by somebody else", report({ skipped: 3 }), /skipped 3 checks/],
  ])("is refused: %s", (_, text, message) => {
    expect(() => readReport(text, copy.byLine, "it crashed")).toThrow(message);
  });

  it("is refused when it speaks of a line without a block", () => {
    expect(() => readReport(report({}, [failed(1)]), copy.byLine)).toThrow(/line 1/);
  });
});

describe.skipIf(process.platform === "win32")("checkov", () => {
  afterEach(() => vi.unstubAllEnvs());

  it.each([
    [
      "stumbles, and reports success",
      "echo 'Traceback (most recent call last):' >&2",
      "checkov failed during some checks",
    ],
    ["warns", "echo 'a warning' >&2", undefined],
  ])("is trusted unless it stumbles: it %s", async (_, speaks, message) => {
    const program = join(temporaryFolder(), "checkov");
    const report = { results: { failed_checks: [] }, summary: { passed: 7, failed: 0, skipped: 0, parsing_errors: 0 } };
    writeFileSync(program, `#!/bin/sh\n${speaks}\necho '${JSON.stringify(report)}'\n`);
    chmodSync(program, 0o755);
    const run = runCheckov(program, stacks);
    if (message) await expect(run).rejects.toThrow(message);
    else await expect(run).resolves.toEqual({ checks: 7, violations: [] });
  });

  /** A folder on PATH with a checkov of the version. */
  function onPath(version: string): string {
    const folder = temporaryFolder();
    const program = join(folder, "checkov");
    writeFileSync(program, `#!/bin/sh\necho ${version}\n`);
    chmodSync(program, 0o755);
    vi.stubEnv("PATH", `${folder}${delimiter}/usr/bin${delimiter}/bin`);
    vi.stubEnv("XDG_CACHE_HOME", folder);
    return program;
  }

  const [, pinned = ""] = checkovProgram().package.split("==");

  it("is taken from PATH in the pinned version", async () => {
    const program = onPath(pinned);
    expect(await findCheckov(() => {})).toBe(program);
  });

  it.skipIf(process.platform !== "linux")("is installed where PATH has another version", async () => {
    const program = onPath("3.0.0");
    const python = join(program, "..", "python3");
    writeFileSync(python, "#!/bin/sh\necho Python 2.7.0\n");
    chmodSync(python, 0o755);
    vi.stubEnv("PATH", join(program, ".."));
    const notes: string[] = [];
    await expect(findCheckov((note) => notes.push(note))).rejects.toThrow(
      /no Python >=3\.9 .*pipx install 'checkov==/s,
    );
    expect(notes).toEqual([`checkov on PATH is 3.0.0, not ${pinned}`]);
  });
});
