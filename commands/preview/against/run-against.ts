import { mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import colors from "picocolors";
import { describeFinding } from "../../merged-root/diagnostics";
import { type EnvironmentGroup, environmentGroups } from "../../merged-root/groups";
import { writeMergedRoot } from "../../merged-root/merged-root";
import { type ComputedAttributes, computedAttributes } from "../../merged-root/schema";
import type { Stack } from "../../stacks";
import { Terraform } from "../../terraform/terraform";
import { workFolder } from "../../terraform/work-folder";
import { type Preview, planMerged } from "../plan";
import { countText, reportText } from "../report";
import type { PreviewExit } from "../run-preview";
import { environmentsOf } from "../scope";
import { baseStates, offlineTarget } from "./base-states";
import { offlineStack } from "./offline-stacks";
import { commitOf, stacksOf } from "./revision";
import { withoutNoise } from "./subtract-noise";

export interface AgainstRequest {
  /** Names of environments, or patterns. */
  readonly environments: readonly string[];
  /** Git ref of the base. */
  readonly base: string;
  /** Print the changes as JSON, and nothing else. */
  readonly json: boolean;
}

/** What one environment, or a recovery environment with its primary, would change. */
interface Comparison extends Pick<Preview, "changes" | "findings"> {
  readonly environments: readonly string[];
  /** Stacks of both sides, those of the head first. */
  readonly stacks: readonly Stack[];
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
  const commit = await commitOf(request.base);
  const terraform = await Terraform.locate();
  say(colors.dim(`Terraform ${terraform.version}, ${terraform.providerNote}`));
  const base = await stacksOf(commit, request.base);
  const wanted = environmentsOf([...head, ...base], request.environments);
  const environments = wanted.join(", ");
  say(colors.dim(`Planning ${environments} from ${request.base} (${commit.slice(0, 10)}) to the working tree …`));

  const work = ownFolder();
  const comparisons: Comparison[] = [];
  try {
    for (const group of groupsOf(head, base)) {
      const named = wanted.filter((name) => group.stacks.some(({ environment }) => environment === name));
      if (named.length > 0) comparisons.push(await compare(terraform, group, { head, base, named, work }));
    }
  } finally {
    rmSync(work, { recursive: true, force: true });
  }

  const changes = comparisons.flatMap((comparison) => comparison.changes);
  const findings = comparisons.flatMap((comparison) => comparison.findings);
  const failed = findings.some(({ severity }) => severity === "error");
  if (request.json) {
    console.log(JSON.stringify({ environments: wanted, base: commit, changes, findings }, undefined, 2));
  } else {
    for (const { environments: own, stacks, ...comparison } of comparisons) print(own, stacks, comparison);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    if (!failed) {
      say(colors.dim("Not known without AWS: drift, and values that AWS computes anew."));
      say(`${environments}: ${countText(changes)} against ${request.base} (${seconds} s)`);
    }
  }
  return failed ? 1 : changes.length > 0 ? 2 : 0;
}

function print(
  environments: readonly string[],
  stacks: readonly Stack[],
  { changes, findings }: Pick<Preview, "changes" | "findings">,
): void {
  for (const finding of findings) {
    const color = finding.severity === "error" ? colors.red : colors.yellow;
    console.log(`${color(finding.severity)} ${describeFinding(finding)}`);
  }
  if (findings.some(({ severity }) => severity === "error")) return;
  console.log(
    reportText(
      stacks.filter(({ environment }) => environments.includes(environment)),
      changes,
    ),
  );
}

/** Environments that have to be planned together on either side: a recovery environment goes with its primary. */
function groupsOf(head: readonly Stack[], base: readonly Stack[]): EnvironmentGroup[] {
  const ids = new Set([...head, ...base].map(({ id }) => id));
  const both = [...ids].map((id) => {
    const sides = [head, base].flatMap((stacks) => stacks.find((stack) => stack.id === id) ?? []);
    const dependencies = [...new Set(sides.flatMap((stack) => stack.dependencies))];
    return { ...(sides[0] as Stack), dependencies };
  });
  return environmentGroups(both);
}

interface Sides {
  readonly head: readonly Stack[];
  readonly base: readonly Stack[];
  readonly named: readonly string[];
  readonly work: string;
}

async function compare(terraform: Terraform, group: EnvironmentGroup, sides: Sides): Promise<Comparison> {
  const work = join(sides.work, group.name);
  const within = (stacks: readonly Stack[]) => stacks.filter(({ id }) => group.stacks.some((stack) => stack.id === id));
  const head = within(sides.head);
  const base = within(sides.base);
  const computed = await askProvider(terraform, head.length > 0 ? head : base, join(work, "schema"));
  const { folder, noise } = await baseStates(terraform, { name: group.name, stacks: base }, computed, work);
  const formerStacks = base.filter(({ id }) => !head.some((stack) => stack.id === id));
  const target = {
    ...offlineTarget(
      head.map((stack) => offlineStack(stack, computed)),
      folder,
    ),
    formerStacks,
  };
  const { changes, findings } = await planMerged(terraform, target, join(work, "head"));
  return {
    environments: sides.named,
    stacks: [...head, ...formerStacks],
    changes: withoutNoise(changes, noise).filter(({ place }) => sides.named.includes(place.environment)),
    findings,
  };
}

/** The attributes that AWS fills in, which the provider tells in a folder that knows it. */
async function askProvider(
  terraform: Terraform,
  stacks: readonly Stack[],
  folder: string,
): Promise<ComputedAttributes> {
  writeMergedRoot({ stacks, folder, providers: "region" });
  await terraform.init(folder);
  return computedAttributes(terraform, folder);
}

/** A folder for this run alone. Those of runs that were killed go. */
function ownFolder(): string {
  const parent = join(workFolder(), "against");
  mkdirSync(parent, { recursive: true });
  for (const name of readdirSync(parent)) {
    const pid = Number(name.split("-")[0]);
    if (!isRunning(pid)) rmSync(join(parent, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(parent, `${process.pid}-`));
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
