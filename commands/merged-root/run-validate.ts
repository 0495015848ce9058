import { availableParallelism } from "node:os";
import PQueue from "p-queue";
import colors from "picocolors";
import { countResources } from "../../synthesized/resource";
import type { Stack } from "../../synthesized/stack";
import { inOwnFolder } from "../terraform/own-folder";
import { Terraform } from "../terraform/terraform";
import { describeFinding, type Finding } from "./diagnostics";
import { environmentGroups } from "./groups";
import { mergedFolder } from "./merged-root";
import { mockApply } from "./mock-apply";
import { validateStacks } from "./validate";

export interface ValidateRequest {
  /** Apply and destroy with made-up values as well, when the validation itself finds no error. */
  readonly applyMocks: boolean;
  /** Print the findings as JSON, and nothing else. */
  readonly json: boolean;
}

/** Runs `strata validate` and prints what it finds. @returns whether there was no error */
export async function runValidate(stacks: readonly Stack[], { applyMocks, json }: ValidateRequest): Promise<boolean> {
  const say = (text: string) => {
    if (!json) console.log(text);
  };
  const terraform = await Terraform.locate();
  say(colors.dim(`Terraform ${terraform.version}, ${terraform.providerNote}`));

  const started = performance.now();
  const found = await inOwnFolder(mergedFolder("validate"), [], (folder) => validateStacks(terraform, stacks, folder));
  report("validate", `${stacks.length} stacks, ${countResources(stacks)} resources`, started, found);

  if (applyMocks && !hasErrors(found)) {
    // One after the other where there is one core: each Terraform keeps a core busy.
    const queue = new PQueue({ concurrency: availableParallelism() });
    const runs = environmentGroups(stacks).map((group) => async () => {
      const groupStarted = performance.now();
      const result = await inOwnFolder(mergedFolder(`mock-${group.name}`), [], (folder) =>
        mockApply(terraform, group, { folder }),
      );
      found.push(...result.findings);
      report("mock apply", `${group.name}, ${countResources(group.stacks)} resources`, groupStarted, result.findings);
    });
    await queue.addAll(runs);
  }

  if (json) console.log(JSON.stringify({ valid: !hasErrors(found), findings: found }, undefined, 2));
  return !hasErrors(found);

  function report(step: string, what: string, since: number, results: readonly Finding[]): void {
    const seconds = ((performance.now() - since) / 1000).toFixed(1);
    const errors = results.filter(({ severity }) => severity === "error").length;
    const mark = errors > 0 ? colors.red("failed") : colors.green("passed");
    say(`${step}: ${mark}, ${what}, ${seconds} s${errors > 0 ? `, ${errors} error${errors > 1 ? "s" : ""}` : ""}`);
    for (const result of results) {
      const color = result.severity === "error" ? colors.red : colors.yellow;
      say(`${color(result.severity)} ${describeFinding(result)}`);
    }
  }
}

function hasErrors(found: readonly Finding[]): boolean {
  return found.some(({ severity }) => severity === "error");
}
