import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { beforeAll, describe, expect, inject, it } from "vitest";
import { lossOf } from "../../commands/check/compare";
import { writeMergedRoot } from "../../commands/merged-root/merged-root";
import { computedAttributes } from "../../commands/merged-root/schema";
import { baseStates } from "../../commands/preview/against/base-states";
import type { State } from "../../commands/preview/merge-states";
import type { Terraform } from "../../commands/terraform/terraform";
import { loadEnvironments } from "../../environments/load";
import type { Stack } from "../../synthesized/stack";
import { knobsPage, lostBy } from "../knobs/page";
import { type KnobRecord, readRecord, recordText } from "../knobs/record";
import { planStale, type WalkResult, walkAgainst } from "../knobs/record-walk";
import { resourcesOf } from "../knobs/variant-root";
import { type Base, offlineGraph, stacksOf, walkedKnobs, walkedSections } from "../knobs/walk";
import { suiteFolder } from "../support/temporary";
import { findTerraform } from "./support";

const terraform = await findTerraform();
const environment = "dev";
const update = "npx vitest run --project provider __tests__/provider/knobs.test.ts --update";

const states = (folder: string) =>
  new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith(".tfstate"))
      .map((file) => [basename(file, ".tfstate"), JSON.parse(readFileSync(join(folder, file), "utf8")) as State]),
  );

describe.skipIf(!terraform)("every knob", () => {
  const folder = suiteFolder();
  const recorded = readRecord()[environment] ?? {};
  let base: Base;
  let result: WalkResult;
  let record: KnobRecord;

  beforeAll(async () => {
    if (!terraform) return;
    const environments = loadEnvironments().filter(({ name }) => name === environment);
    const stacks = stacksOf(environments);
    const computed = await computedAttributes(terraform, () => readyFolder(terraform, stacks));
    const [own = expect.fail(`no environment ${environment}`)] = environments;
    base = { environment: own, group: [environment], stacks, graph: offlineGraph(stacks, computed) };
    result = walkAgainst(base, computed, recorded);
    record = result.record;
    if (result.stale.length === 0 || !inject("updating")) return;
    const made = await baseStates(terraform, { name: environment, stacks }, computed, join(folder, "base"));
    const noise = new Map(
      made.noise.map(({ place, attributes }) => [
        `${place.stack}/${place.address}`,
        new Set(attributes.map(({ name }) => name)),
      ]),
    );
    const inputs = { terraform, states: resourcesOf(states(made.folder)), noise, folder: join(folder, "plan") };
    record = { ...record, ...(await planStale(base, result.stale, inputs)) };
  }, 3_600_000);

  async function readyFolder(ready: Terraform, stacks: readonly Stack[]): Promise<string> {
    const schema = join(folder, "schema");
    writeMergedRoot({ stacks, folder: schema, providers: "region" });
    await ready.init(schema);
    return schema;
  }

  it(`changes what was recorded; write it anew with: ${update}`, async () => {
    const stale = result.stale.map(({ knob }) => knob.key);
    if (!inject("updating")) expect(stale, `run ${update}`).toEqual([]);
    const ordered = walkedKnobs(base.environment).flatMap(({ key }) =>
      record[key] ? [[key, record[key]] as const] : [],
    );
    await expect(recordText({ [environment]: Object.fromEntries(ordered) })).toMatchFileSnapshot(
      "../knobs/record.json",
    );
  });

  it("is on docs/knobs.md with what it does", async () => {
    const reasons = Object.fromEntries(
      result.fixed.flatMap(({ knob, reason }) => (reason ? [[knob.key, reason]] : [])),
    );
    const page = knobsPage({
      environment,
      sections: walkedSections,
      knobs: walkedKnobs(base.environment),
      record,
      reasons,
    });
    await expect(page).toMatchFileSnapshot("../../docs/knobs.md");
  });

  it("says so in its description where it loses data", () => {
    const silent = walkedKnobs(base.environment).flatMap(({ key, description }) => {
      const lost = record[key] ? lostBy(record[key]) : [];
      return lost.length > 0 && lossOf(description) === "" ? [`${key}: ${lost.join(", ")}`] : [];
    });
    expect(silent).toEqual([]);
  });
});
