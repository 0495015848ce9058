import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { type ComputedAttributes, computedAttributes } from "../../commands/merged-root/schema";
import { baseStates } from "../../commands/preview/against/base-states";
import { readyFolder } from "../../commands/preview/against/compare";
import type { State } from "../../commands/preview/merge-states";
import type { Terraform } from "../../commands/terraform/terraform";
import { loadEnvironments } from "../../environments/load";
import { findTerraform } from "../provider/support";
import { suiteFolder } from "../support/temporary";
import { batchesOf, batchesThatHold, type Member, membersOf } from "./batches";
import type { PlanInputs } from "./plan-variants";
import { type EnvironmentRecord, readRecord, recordFile, recordText, type WalkedKnob } from "./record";
import { planStale, walkAgainst } from "./record-walk";
import { resourcesOf } from "./variant-root";
import { type Base, offlineGraph, stacksOf, walkedKnobs } from "./walk";

/** Writes the record of an environment anew. */
const updateOf = (environment: string) =>
  `npx vitest run --project provider __tests__/provider/knobs-${environment}.test.ts --update`;

/** Knobs that are walked before they are planned: each edit takes some megabytes until then. */
const atOnce = 50;

/**
 * A suite that changes every knob of an environment's file, and compares what that does with what was recorded. With
 * --update it plans what has no record, and records it.
 * @param group names of the environments that are planned together, the one with the file first
 */
export async function describeKnobs(group: readonly string[]): Promise<void> {
  const [environment = ""] = group;
  const terraform = await findTerraform();

  describe.skipIf(!terraform)(`every knob of ${environment}`, () => {
    const folder = suiteFolder();
    let record: EnvironmentRecord;
    let stale: readonly string[] = [];

    beforeAll(async () => {
      if (!terraform) return;
      const { base, computed } = await baseOf(terraform, group, join(folder, "schema"));
      const recorded = readRecord(environment);
      const knobs = walkedKnobs(base.environment);
      const batches = batchesThatHold(base, computed, knobs, recorded);
      const held = new Set(batches.flatMap((batch) => batch.knobs));
      const open = knobs.filter(({ key }) => !held.has(key));
      const found = new Map([...held].flatMap((key) => (recorded.knobs[key] ? [[key, recorded.knobs[key]]] : [])));
      const members: Member[] = [];
      let inputs: PlanInputs | undefined;
      for (let from = 0; from < open.length; from += atOnce) {
        const result = walkAgainst(base, computed, open.slice(from, from + atOnce), recorded.knobs);
        for (const [key, knob] of Object.entries(result.record)) found.set(key, knob);
        if (!inject("updating")) {
          stale = [...stale, ...result.stale.map(({ knob }) => knob.key)];
          continue;
        }
        if (result.stale.length > 0) {
          inputs ??= await planInputs(terraform, base, computed, folder);
          for (const [key, knob] of Object.entries(await planStale(base, result.stale, inputs))) found.set(key, knob);
        }
        members.push(...membersOf(base, result.walked, found));
      }
      const known = knobs.flatMap(({ key }) => (found.has(key) ? [[key, found.get(key) as WalkedKnob] as const] : []));
      record = { knobs: Object.fromEntries(known), batches: [...batches, ...batchesOf(base, computed, members)] };
    }, 7_200_000);

    it(`changes what was recorded; write it anew with: ${updateOf(environment)}`, async () => {
      expect(stale, `run ${updateOf(environment)}`).toEqual([]);
      await expect(recordText(record)).toMatchFileSnapshot(recordFile(environment));
    });
  });
}

/** The environments as they are, and what the provider computes. */
async function baseOf(terraform: Terraform, group: readonly string[], schema: string) {
  const environments = loadEnvironments().filter(({ name }) => group.includes(name));
  const stacks = stacksOf(environments);
  const computed = await computedAttributes(terraform, () => readyFolder(terraform, stacks, schema));
  const environment = environments.find(({ name }) => name === group[0]) ?? expect.fail(`no environment ${group[0]}`);
  return { base: { environment, group, stacks, graph: offlineGraph(stacks, computed) } satisfies Base, computed };
}

/** What plans of edits start from. */
async function planInputs(
  terraform: Terraform,
  { group, stacks }: Base,
  computed: ComputedAttributes,
  folder: string,
): Promise<PlanInputs> {
  const made = await baseStates(terraform, { name: group[0] ?? "", stacks }, computed, join(folder, "base"));
  const noise = new Map(
    made.noise.map(({ place, attributes }) => [
      `${place.stack}/${place.address}`,
      new Set(attributes.map(({ name }) => name)),
    ]),
  );
  return { terraform, states: resourcesOf(statesIn(made.folder)), noise, folder: join(folder, "plan") };
}

function statesIn(folder: string): Map<string, State> {
  const files = readdirSync(folder).filter((file) => file.endsWith(".tfstate"));
  return new Map(
    files.map((file) => [basename(file, ".tfstate"), JSON.parse(readFileSync(join(folder, file), "utf8")) as State]),
  );
}
