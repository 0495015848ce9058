import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { UserError } from "../../../platform/errors";
import { awsProviderVersion } from "../../../platform/versions";
import type { Block, Stack } from "../../../synthesized/stack";
import { describeFinding, type Finding } from "../../merged-root/diagnostics";
import type { EnvironmentGroup } from "../../merged-root/groups";
import { mockApply } from "../../merged-root/mock-apply";
import { mockFile } from "../../merged-root/mocks";
import type { ComputedAttributes } from "../../merged-root/schema";
import { withoutAwsVariables } from "../../terraform/aws-variables";
import type { Terraform } from "../../terraform/terraform";
import { type Change, changesOf } from "../changes";
import type { State } from "../merge-states";
import { type PreviewTarget, planResources } from "../plan";
import { cached } from "./cache";
import { madeUpStates, settled } from "./made-up-states";
import { offlineProviderSettings, offlineStack } from "./offline-stacks";
import { stateFile } from "./state-file";

/** Raised whenever the states of the same stacks would come out otherwise. */
const format = 2;

/** The states that applying the stacks would have left, and what a plan of the same stacks would change in them. */
export interface BaseStates {
  /** Folder with a file `<stack>.tfstate` for each. */
  readonly folder: string;
  /** Changes that only made-up values cause. */
  readonly noise: readonly Change[];
}

/**
 * States of the group's stacks, made without AWS: values that a plan knows, the rest made up, consistent across stacks.
 * @param work folder for this run alone
 * @throws UserError when the stacks cannot be planned
 */
export async function baseStates(
  terraform: Terraform,
  { name, stacks }: EnvironmentGroup,
  computed: ComputedAttributes,
  work: string,
): Promise<BaseStates> {
  if (stacks.length === 0) return { folder: join(work, "states"), noise: [] };
  const offline = stacks.map((stack) => offlineStack(stack, computed));
  const inputs = [
    format,
    terraform.version,
    awsProviderVersion,
    mockFile(offline, computed),
    offline.map(({ id, json }) => [id, json]),
  ];
  const key = createHash("sha256").update(JSON.stringify(inputs)).digest("hex").slice(0, 16);
  const folder = await cached("states", `${name}-${key}`, async (draft) => {
    const { states, noise } = await makeStates(terraform, { stacks: offline }, work);
    for (const [stack, state] of states) writeFileSync(stateIn(draft, stack), stateFile(state));
    writeFileSync(join(draft, "noise.json"), JSON.stringify(noise));
  });
  return { folder, noise: JSON.parse(readFileSync(join(folder, "noise.json"), "utf8")) as Change[] };
}

function stateIn(folder: string, stack: string): string {
  return join(folder, `${stack}.tfstate`);
}

/** The target of a plan that asks AWS nothing, with the states of that folder. */
export function offlineTarget(stacks: readonly Stack[], states: string): PreviewTarget {
  return {
    stacks,
    refresh: false,
    awsSettings: offlineProviderSettings,
    env: withoutAwsVariables(),
    backendOf: ({ id }): Block => ({ local: { path: stateIn(states, id) } }),
  };
}

/**
 * Makes states of stacks that need no AWS, and says what a plan of the same stacks would change in them.
 * @param work folder for this run alone
 * @throws UserError when the stacks cannot be planned
 */
export async function makeStates(
  terraform: Terraform,
  { stacks }: Pick<EnvironmentGroup, "stacks">,
  work: string,
): Promise<{ states: ReadonlyMap<string, State>; noise: readonly Change[] }> {
  const plans = join(work, "base");
  const states = join(work, "states");
  mkdirSync(states, { recursive: true });
  const [mocked, fromNothing] = await Promise.all([
    mockApply(terraform, { stacks }, { folder: join(work, "mocks"), keepValues: true }),
    planResources(terraform, offlineTarget(stacks, join(states, "none")), plans, { inFull: true }),
  ]);
  refuse(mocked.findings);
  refuse(fromNothing.findings);
  const first = madeUpStates(stacks, fromNothing.planned, mocked.resources, terraform.version);
  const corrections = await changesIn(first);
  if (corrections.length === 0) return { states: first, noise: [] };
  const corrected = settled(first, corrections);
  return { states: corrected, noise: changesOf(await changesIn(corrected), stacks) };

  /** What a plan of the stacks would change in the states that were made for them. */
  async function changesIn(made: ReadonlyMap<string, State>) {
    for (const [stack, state] of made) writeFileSync(stateIn(states, stack), stateFile(state));
    const { planned, findings } = await planResources(terraform, offlineTarget(stacks, states), plans, { ready: true });
    refuse(findings);
    return planned.filter(({ mode, change }) => mode === "managed" && !change.actions.includes("no-op"));
  }
}

function refuse(findings: readonly Finding[]): void {
  const errors = findings.filter(({ severity }) => severity === "error");
  if (errors.length === 0) return;
  throw new UserError(`The base cannot be planned:\n${errors.map(describeFinding).join("\n")}`);
}
