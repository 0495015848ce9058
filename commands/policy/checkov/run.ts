import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { z } from "zod";
import { UserError } from "../../../platform/errors";
import { constructPath } from "../../../synthesized/resource";
import type { Stack } from "../../../synthesized/stack";
import { layerFile, type Outcome, type Violation } from "../violation";
import { type Scanned, scanCopy } from "./scan-copy";

/** The parts of checkov's JSON report that matter here. */
const reportSchema = z.object({
  summary: z.object({ passed: z.int(), failed: z.int(), skipped: z.int(), parsing_errors: z.int() }),
  results: z.object({
    failed_checks: z.array(
      z.object({
        check_id: z.string(),
        check_name: z.string(),
        file_line_range: z.tuple([z.int(), z.int()]),
        check_result: z.object({ evaluated_keys: z.array(z.string()).optional() }),
      }),
    ),
  }),
});

/** What checks name among the arguments they looked at and that is none. */
const notArguments = new Set(["networking", "resource_type"]);

/** Settings of the person who runs it, or of their organization, would make the findings differ from place to place. */
function environment(home: string): NodeJS.ProcessEnv {
  const own = Object.entries(process.env).filter(([name]) => !/^(CKV|BC|CHECKOV|PRISMA)_|^LOG_LEVEL$/.test(name));
  return { ...Object.fromEntries(own), HOME: home, USERPROFILE: home };
}

/**
 * Runs checkov over all stacks in one process, offline: nothing is downloaded, nothing is sent.
 * @param program path of checkov
 * @throws UserError when checkov fails, cannot read the stacks or checks nothing
 */
export async function runCheckov(program: string, stacks: readonly Stack[]): Promise<Outcome> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "strata-policy-")));
  try {
    const copy = scanCopy(stacks);
    const file = join(folder, "stacks.tf.json");
    writeFileSync(file, copy.text);
    const options = ["--framework", "terraform_json", "--output", "json", "--compact", "--quiet", "--skip-download"];
    const { stdout, stderr, exitCode } = await execa(program, ["--file", file, ...options], {
      cwd: folder,
      env: environment(folder),
      extendEnv: false,
      stdin: "ignore",
      reject: false,
      maxBuffer: 1e9,
    });
    const said = `it ended with ${exitCode ?? "no exit code"} and said\n${stderr.slice(-2000)}`;
    // It goes on without the blocks that it stumbles over, of all stacks, and reports success.
    if (stderr.includes("Traceback")) throw new UserError(`checkov failed during some checks: ${said}`);
    return readReport(stdout, copy.byLine, said);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/**
 * What a report of checkov says about the blocks of the scanned file.
 * @param context added to the error when the report cannot be used
 * @throws UserError for a report that is none, or that covers less than the whole file
 */
export function readReport(report: string, byLine: ReadonlyMap<number, Scanned>, context = ""): Outcome {
  const parsed = reportSchema.safeParse(parseJson(report));
  if (!parsed.success)
    throw new UserError(`checkov did not print a report: ${context || z.prettifyError(parsed.error)}`);
  const { summary, results } = parsed.data;
  const checks = summary.passed + summary.failed;
  if (summary.parsing_errors > 0 || checks === 0) {
    // checkov exits with 0 in both cases.
    throw new UserError(`checkov could not read the stacks and made ${checks} checks: ${context}`);
  }
  if (summary.skipped > 0)
    throw new UserError(`checkov skipped ${summary.skipped} checks. Only waivers may skip checks.`);
  const violations = results.failed_checks.map((failed): Violation => {
    const scanned = byLine.get(failed.file_line_range[0]);
    if (!scanned) throw new Error(`checkov reports ${failed.check_id} in line ${failed.file_line_range[0]}: no block`);
    const { id: stack, environment, layer } = scanned.stack;
    const keys =
      failed.check_result.evaluated_keys?.filter((key) => /^\w+(\/[\w[\]]+)*$/.test(key) && !notArguments.has(key)) ??
      [];
    return {
      source: "checkov",
      id: failed.check_id,
      title: failed.check_name,
      ...(keys.length > 0 && { detail: `looked at ${[...new Set(keys)].join(", ")}` }),
      ...{
        stack,
        environment,
        layer,
        file: layerFile(layer),
        address: scanned.address,
        path: constructPath(stack, scanned.block) ?? scanned.address,
      },
    };
  });
  return { checks, violations };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
