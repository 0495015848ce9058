import { mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import pc from "picocolors";
import { inspectEnvironments } from "../../environments/inspect";
import type { Stack } from "../../synthesized/stack";
import { findCheckov } from "./checkov/find";
import { runCheckov } from "./checkov/run";
import { isClean, judge, type Verdict } from "./judge";
import { runPlatformRules } from "./platform-rules";
import { jsonReport, textReport } from "./report";
import { sarifReport } from "./sarif";
import { readWaivers } from "./waivers";

export interface PolicyRequest {
  /** Run one of the two alone. @default both */
  readonly only?: "checkov" | "platform";
  /** Print JSON instead of text. */
  readonly json: boolean;
  /** File that gets the findings in SARIF too. */
  readonly sarif?: string;
  /** The day that waivers and exceptions are judged by, as in `2026-11-30`. */
  readonly today: string;
  /** Folder of the environment files. @default `environments` in the repository */
  readonly directory?: string;
}

/**
 * Runs checkov and the platform's rules over the stacks.
 * @param note called with what takes long, line by line
 * @throws UserError when checkov cannot be had or fails
 */
export async function checkPolicies(
  stacks: readonly Stack[],
  { only, today, directory }: Pick<PolicyRequest, "only" | "today" | "directory">,
  note: (text: string) => void,
): Promise<Verdict> {
  const waivers = readWaivers(today);
  const platform = only === "checkov" ? undefined : runPlatformRules(stacks);
  const checkov = only === "platform" ? undefined : await runCheckov(await findCheckov(note), stacks);
  // Exceptions of environments end on a day as waivers do; whatever else is wrong with them, `synth` has said.
  const { errors } = inspectEnvironments(directory, today);
  return judge({ checkov, platform }, { ...waivers, errors: [...waivers.errors, ...errors] });
}

/** Does what `strata policy` was asked for and prints it. @returns whether there is nothing to fix */
export async function runPolicy(stacks: readonly Stack[], request: PolicyRequest): Promise<boolean> {
  const verdict = await checkPolicies(stacks, request, (text) => console.error(pc.dim(text)));
  if (request.sarif !== undefined) {
    mkdirSync(dirname(request.sarif), { recursive: true });
    writeFileSync(request.sarif, `${sarifReport(verdict)}\n`);
  }
  console.log(request.json ? jsonReport(verdict) : textReport(verdict));
  return isClean(verdict);
}
