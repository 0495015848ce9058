import { join } from "node:path";
import colors from "picocolors";
import type { Stack } from "../../../synthesized/stack";
import { describeFinding } from "../../merged-root/diagnostics";
import { inOwnFolder } from "../../terraform/own-folder";
import { Terraform } from "../../terraform/terraform";
import { workFolder } from "../../terraform/work-folder";
import { countText, reportText } from "../report";
import type { PreviewExit } from "../run-preview";
import { environmentsOf } from "../scope";
import { type Comparison, compare, filesOfOneRun, pairsOf } from "./compare";
import { commitOf, stacksOf } from "./revision";

export interface AgainstRequest {
  /** Names of environments, or patterns. */
  readonly environments: readonly string[];
  /** Git ref of the base. */
  readonly base: string;
  /** Print the changes as JSON, and nothing else. */
  readonly json: boolean;
}

/** What changes from one revision to another, group of environments by group. */
export interface AgainstPlan {
  /** Commit id of the base, in full. */
  readonly commit: string;
  /** Names of the environments asked for. */
  readonly environments: readonly string[];
  /** The stacks of the base. */
  readonly base: readonly Stack[];
  readonly comparisons: readonly NamedComparison[];
}

interface NamedComparison extends Comparison {
  /** Those of the environments asked for that it is about. */
  readonly environments: readonly string[];
}

/**
 * Plans environments from one revision to another, without AWS, emulator, credentials or state, and prints what would
 * change.
 * @param head the stacks as they would be applied
 * @throws UserError when the base cannot be had, or an environment is on neither side
 */
export async function runAgainst(head: readonly Stack[], request: AgainstRequest): Promise<PreviewExit> {
  const started = performance.now();
  const say = (text: string) => {
    if (!request.json) console.log(text);
  };
  const { commit, environments, comparisons } = await planAgainst(head, request, (text) => say(colors.dim(text)));
  const changes = comparisons.flatMap((comparison) => comparison.changes);
  const findings = comparisons.flatMap((comparison) => comparison.findings);
  const failed = findings.some(({ severity }) => severity === "error");
  if (request.json) {
    console.log(JSON.stringify({ environments, base: commit, changes, findings }, undefined, 2));
  } else {
    for (const comparison of comparisons) print(comparison.environments, comparison);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (!failed) {
      say(colors.dim("Not known without AWS: drift, and values that AWS computes anew."));
      say(`${environments.join(", ")}: ${countText(changes)} against ${request.base} (${seconds} s)`);
    }
  }
  return failed ? 1 : changes.length > 0 ? 2 : 0;
}

/**
 * Plans environments from one revision to another.
 * @param head the stacks as they would be applied
 * @param say takes a line about what happens next
 * @throws UserError when the base cannot be had, or an environment is on neither side
 */
export async function planAgainst(
  head: readonly Stack[],
  { base: ref, environments }: Pick<AgainstRequest, "base" | "environments">,
  say: (text: string) => void,
): Promise<AgainstPlan> {
  const commit = await commitOf(ref);
  const terraform = await Terraform.locate();
  say(`Terraform ${terraform.version}, ${terraform.providerNote}`);
  const base = await stacksOf(commit, ref);
  const wanted = environmentsOf([...head, ...base], environments);
  say(`Planning ${wanted.join(", ")} from ${ref} (${commit.slice(0, 10)}) to the working tree …`);

  const comparisons: NamedComparison[] = [];
  for (const pair of pairsOf(base, head)) {
    const named = wanted.filter((name) => pair.environments.includes(name));
    if (named.length === 0) continue;
    const folder = join(workFolder(), "against", pair.name);
    const compared = await inOwnFolder(folder, filesOfOneRun, (work) => compare(terraform, pair, work));
    const { changes, findings, stacks } = compared;
    const ofNamed = changes.filter(({ place }) => named.includes(place.environment));
    comparisons.push({ environments: named, stacks, changes: ofNamed, findings });
  }
  return { commit, environments: wanted, base, comparisons };
}

function print(environments: readonly string[], { stacks, changes, findings }: Comparison): void {
  for (const finding of findings) {
    const color = finding.severity === "error" ? colors.red : colors.yellow;
    console.log(`${color(finding.severity)} ${describeFinding(finding)}`);
  }
  if (findings.some(({ severity }) => severity === "error")) return;
  const own = stacks.filter(({ environment }) => environments.includes(environment));
  console.log(reportText(own, changes));
}
