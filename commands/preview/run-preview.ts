import colors from "picocolors";
import type { Stack } from "../../synthesized/stack";
import { describeFinding } from "../merged-root/diagnostics";
import { mergedFolder } from "../merged-root/merged-root";
import { inOwnFolder } from "../terraform/own-folder";
import { Terraform } from "../terraform/terraform";
import { secretFiles } from "./plan";
import { type ChangedPreview, planChanged } from "./plan-changed";
import { ownBackends } from "./read-states";
import { asDeployedText, countText, reportText } from "./report";
import { previewScope, type Scope } from "./scope";

export interface PreviewRequest {
  /** Names of environments, or patterns. */
  readonly environments: readonly string[];
  /** Plan against the running emulator instead of AWS. */
  readonly emulator: boolean;
  /** Plan the stacks that are as last deployed, too. */
  readonly all: boolean;
  /** Print the changes as JSON, and nothing else. */
  readonly json: boolean;
}

/** How a preview ended, as the exit code of the command: nothing would change, an error, something would. */
export type PreviewExit = 0 | 1 | 2;

/** Runs `strata preview` and prints what would change. */
export async function runPreview(stacks: readonly Stack[], request: PreviewRequest): Promise<PreviewExit> {
  const started = performance.now();
  const scope = previewScope(stacks, request.environments);
  const terraform = await Terraform.locate();
  if (!request.json) {
    console.log(colors.dim(`Terraform ${terraform.version}, ${terraform.providerNote}`));
    console.log(
      colors.dim(
        `Looking at ${scope.stacks.length} stacks, and planning those in one process that are not as last deployed …`,
      ),
    );
  }
  const preview = await planInFolder(terraform, scope, request);

  const wanted = preview.changes.filter(({ place }) => scope.environments.includes(place.environment));
  const failed = preview.findings.some(({ severity }) => severity === "error");
  if (request.json) {
    const { environments } = scope;
    const { republishing: _, ...rest } = preview;
    console.log(JSON.stringify({ environments, ...rest, changes: wanted }, undefined, 2));
  } else {
    print(scope, preview, failed, (performance.now() - started) / 1000);
  }
  return failed ? 1 : wanted.length > 0 ? 2 : 0;
}

async function planInFolder(
  terraform: Terraform,
  scope: Scope,
  { emulator, all }: PreviewRequest,
): Promise<ChangedPreview> {
  const target = emulator
    ? await (await import("./emulator")).emulatorTarget(scope.stacks)
    : { stacks: scope.stacks, ...ownBackends };
  const folder = mergedFolder(`preview-${scope.environments.join("+")}`);
  return inOwnFolder(folder, secretFiles, (own) => planChanged(terraform, target, own, { all }));
}

function print(
  scope: Scope,
  { changes, expected, findings, applied, asDeployed }: ChangedPreview,
  failed: boolean,
  seconds: number,
): void {
  for (const finding of findings) {
    const color = finding.severity === "error" ? colors.red : colors.yellow;
    console.log(`${color(finding.severity)} ${describeFinding(finding)}`);
  }
  if (failed) return;
  const isWanted = (environment: string) => scope.environments.includes(environment);
  const stacks = scope.stacks.filter(({ environment }) => isWanted(environment));
  const wanted = changes.filter(({ place }) => isWanted(place.environment));
  const planned = stacks.filter(({ id }) => !asDeployed.includes(id));
  if (planned.length > 0) console.log(reportText(planned, wanted));
  if (asDeployed.length > 0) console.log(asDeployedText(asDeployed));

  if (expected.length > 0) {
    console.log(colors.dim(`known differences of the emulator, not counted: ${countText(expected)}`));
  }
  const never = stacks.filter(({ id }) => !applied.includes(id));
  if (never.length > 0) console.log(colors.dim(`never applied: ${never.map(({ id }) => id).join(", ")}`));
  const others = changes.filter(({ place }) => !isWanted(place.environment));
  if (others.length > 0) {
    const names = [...new Set(others.map(({ place }) => place.environment))].join(", ");
    console.log(`${names}, read by ${scope.environments.join(", ")}: ${countText(others)}, not listed here`);
  }
  console.log(`${scope.environments.join(", ")}: ${countText(wanted)} (${seconds.toFixed(1)} s)`);
}
