import { UserError } from "../../platform/errors";
import { countResources } from "../../synthesized/resource";
import { formatSeconds } from "../deploy/counts";
import { type DeployReport, deploy } from "../deploy/deploy-command";
import { interruptible } from "../deploy/interrupt";
import { selectStacks } from "../stacks";
import { synthesizeStacks } from "../synth";
import { Terraform } from "../terraform/terraform";
import { loadEmulator } from "./definition";
import { printNote } from "./print";
import { startEmulator, stopEmulator } from "./server";
import { type SlowPart, slowPart } from "./slow";
import { stateLocation } from "./state";

const environment = "dev";

export interface StartOptions {
  /** Leave the emulator running. */
  readonly keep?: boolean;
  /** Also apply what the provider waits minutes for. */
  readonly full?: boolean;
  readonly port?: number;
}

/** Try it out: synthesize every environment and deploy dev to the local emulator. */
export async function start({ keep = false, full = false, port }: StartOptions): Promise<void> {
  const begun = performance.now();
  const stacks = await synthesizeStacks();
  const environments = new Set(stacks.map((stack) => stack.environment));
  console.log(
    `Checked and synthesized ${environments.size} environments: ${stacks.length} stacks, ${countResources(stacks)} resources, ` +
      `in ${((performance.now() - begun) / 1000).toFixed(1)} s.`,
  );
  await findTerraform();

  await interruptible(async (signal) => {
    const emulator = loadEmulator();
    const { endpoint, startedNow } = await startEmulator(emulator, port, printNote);
    printNote(`${emulator.name} ${startedNow ? "runs" : "ran already"} at ${endpoint}.\n`);
    const leave = keep || !startedNow;
    try {
      if (signal.aborted) return;
      const slow = slowPart(selectStacks(stacks, [`${environment}-*`]), emulator);
      if (slow) console.log(`${describeSlow(slow, full)}\n`);
      const options = { emulator: true, synth: false, leaveOutSlow: !full };
      const report = await deploy([`${environment}-*`], options, signal);
      printDeployed(report, leave);
    } finally {
      if (!leave) {
        await stopEmulator();
        console.log(`\n${emulator.name} stopped.`);
      }
    }
    console.log(`Done in ${formatSeconds(performance.now() - begun)}.`);
  });
}

async function findTerraform(): Promise<void> {
  try {
    const { path, version, providerNote } = await Terraform.locate();
    console.log(`Terraform ${version} found: ${path}. ${providerNote}`);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`Synthesis is as far as it goes here; nothing was deployed.\n${error.message}`);
  }
}

/** Says before the deploy what it leaves out for speed, or what makes it slow. */
export function describeSlow({ types, dependents, seconds }: SlowPart, full: boolean): string {
  const list = types.map(({ type, count, seconds: each }) => `${count} ${type} (${each} s)`).join(", ");
  const more = formatSeconds(seconds * 1_000);
  if (full) return `Applying everything. The AWS provider waits for: ${list}. This adds up to ${more}.`;
  const behind = dependents > 0 ? `, and ${dependents} that depend${dependents === 1 ? "s" : ""} on them` : "";
  return (
    `Planning without applying, because the AWS provider waits for them: ${list}${behind}.\n` +
    `\`npm start -- --full\` applies them too, and takes up to ${more} longer.`
  );
}

function printDeployed({ stacks, outcomes }: DeployReport, kept: boolean): void {
  console.log("\nDeployed to the emulator:");
  const width = Math.max(...stacks.map(({ id }) => id.length));
  for (const stack of stacks) {
    const outcome = outcomes.get(stack.id);
    if (outcome?.state !== "done") continue;
    const { applied, plannedOnly } = outcome.result;
    const { bucket, key } = stateLocation(stack);
    const planned = plannedOnly.length > 0 ? `, ${plannedOnly.length} planned only` : "";
    console.log(`  ${stack.id.padEnd(width)}  ${applied} resources applied${planned}; state s3://${bucket}/${key}`);
  }
  console.log(
    kept
      ? `\nNext: change environments/${environment}.yaml, then\n` +
          `  npx strata preview ${environment} --emulator     what would change, in all layers at once\n` +
          `  npx strata deploy '${environment}-*' --emulator   apply it, and what is only planned for speed\n` +
          `  npx strata destroy '${environment}-*' --emulator  take it all down\n` +
          "  npx strata emulator stop                end the emulator"
      : "\nNext: `npm start -- --keep` leaves it running, to look around and change things; `npm test` proves the rest.",
  );
}
