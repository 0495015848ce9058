import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Stack } from "../../synthesized/stack";
import { loadEmulator } from "../emulator/definition";
import { judgeSecondPlan } from "../emulator/differences";
import { knownOverride, knownOverrideFile } from "../emulator/known-override";
import { type Plan, planStack, readPlan, type Session } from "./operations";

/** An emulator that forgets a value shows it in every plan: that alone is no reason to apply again. */
export async function onlyKnownDifferences(session: Session, stack: Stack, plan: Plan, file: string): Promise<boolean> {
  if (!session.target.isEmulator || plan.changes.length === 0) return false;
  // What a plan takes over is in no state yet.
  if (plan.changes.some(({ action, imported }) => imported || (action !== "update" && action !== "replace")))
    return false;
  return judgeSecondPlan(await readPlan(session, stack, file), [], loadEmulator()).errors.length === 0;
}

/**
 * Plans again without the known differences that come with a real change.
 * @returns undefined where the first plan holds none
 */
export async function planWithoutKnown(
  session: Session,
  stack: Stack,
  first: Plan,
  file: string,
  extra: readonly string[],
): Promise<Plan | undefined> {
  const { target } = session;
  // What a plan takes over is in no state yet, and its imports are not in another plan.
  if (!target.isEmulator || first.changes.some(({ imported }) => imported)) return undefined;
  if (first.changes.every(({ action }) => action === "create")) return undefined;
  const override = knownOverride(stack.json, await readPlan(session, stack, file), loadEmulator());
  if (override === undefined) return undefined;
  const overrideFile = join(target.folder(stack), knownOverrideFile);
  writeFileSync(overrideFile, JSON.stringify(override, null, 2));
  try {
    return await planStack(session, stack, file, extra);
  } finally {
    rmSync(overrideFile, { force: true });
  }
}
