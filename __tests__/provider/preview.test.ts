import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { loadEmulator } from "../../commands/emulator/definition";
import { findOnPath } from "../../commands/emulator/program";
import { startEmulator, stopEmulator } from "../../commands/emulator/server";
import { emulatorTarget as deployTarget } from "../../commands/emulator/target";
import { describeFinding } from "../../commands/merged-root/diagnostics";
import { emulatorTarget } from "../../commands/preview/emulator";
import { type Preview, planMerged } from "../../commands/preview/plan";
import type { Stack } from "../../synthesized/stack";
import { write } from "../commands/terraform/fakes";
import { built, fakeStack } from "../support/fake-stacks";
import { freePort } from "../support/free-port";
import { suiteFolder, temporaryFolder } from "../support/temporary";
import { changed, findTerraform, realStacks } from "./support";

const terraform = await findTerraform();
const emulator = loadEmulator();
const hasEmulator = findOnPath(emulator.command[0] ?? "") !== undefined;
if (!hasEmulator) console.warn(`SKIPPED, this needs ${emulator.name}: pip install '${emulator.install?.package}'`);

/** A producer that publishes its topic, and a consumer that writes the topic down, in the words of `reader`. */
function pair(newFolder = temporaryFolder): Stack[] {
  const producer = fakeStack("dev-events", {
    resources: { "aws_sns_topic.alerts": built("dev-events/alerts/topic", { name: "alerts" }) },
    outputs: { topic_arn: "${aws_sns_topic.alerts.arn}" },
  });
  const note = { name: "/topic", type: "String", value: "${data.terraform_remote_state.events.outputs.topic_arn}" };
  const consumer = fakeStack("dev-notes", {
    reads: { events: "dev-events" },
    resources: { "aws_ssm_parameter.topic": built("dev-notes/topic/parameter", note) },
  });
  return [producer, consumer].map((stack) => onDisk(stack, newFolder()));
}

/** The stack with a real folder. */
function onDisk(stack: Stack, folder: string): Stack {
  write(join(folder, "cdk.tf.json"), JSON.stringify(stack.json));
  return { ...stack, folder };
}

async function preview(stacks: readonly Stack[]): Promise<Preview> {
  if (!terraform) throw new Error("unreachable: skipped without Terraform");
  return planMerged(terraform, await emulatorTarget(stacks, emulator), temporaryFolder());
}

async function deploy(stacks: readonly Stack[]): Promise<void> {
  const target = await deployTarget(stacks, { emulator });
  for (const stack of stacks) {
    await target.prepare(stack);
    const cwd = target.folder(stack);
    await terraform?.init(cwd, { env: target.env, reconfigure: true });
    const result = await terraform?.run(["apply", "-auto-approve", "-no-color"], { cwd, env: target.env });
    if (result?.exitCode !== 0) throw new Error(result?.stderr);
  }
}

/** As in "dev-notes topic update value?": a question mark for what is known after the apply, ! for what replaces. */
function summary({ changes, findings }: Preview): string[] {
  expect(findings.map(describeFinding)).toEqual([]);
  return changes.map(({ place, action, attributes }) => {
    const names = attributes.map(
      ({ name, unknown, forcesReplacement }) => `${name}${unknown ? "?" : ""}${forcesReplacement ? "!" : ""}`,
    );
    return [place.stack, place.path, action, ...names].join(" ");
  });
}

describe.skipIf(!terraform || !hasEmulator)("preview", () => {
  const workFolder = suiteFolder();

  beforeAll(async () => {
    vi.stubEnv("STRATA_WORK_FOLDER", workFolder);
    vi.stubEnv("STRATA_EMULATOR_ENDPOINT", "");
    await startEmulator(emulator, await freePort(), () => {});
  });

  afterAll(async () => {
    await stopEmulator();
    vi.unstubAllEnvs();
  });

  it("plans an environment that was never applied, before there is even a bucket for its states", async () => {
    const result = await preview(pair());
    expect(summary(result)).toEqual(["dev-events alerts/topic create", "dev-notes topic/parameter create"]);
    expect(result.applied).toEqual([]);
  });

  it("plans a real environment that was never applied, every layer of it", async () => {
    const dev = realStacks().filter(({ environment }) => environment === "dev");
    const { changes, expected, findings } = await preview(dev);
    expect(findings.map(describeFinding)).toEqual([]);
    const planned = [...changes, ...expected];
    expect(new Set(planned.map(({ action }) => action))).toEqual(new Set(["create"]));
    for (const { id, json } of dev) {
      const addresses = Object.entries(json.resource ?? {}).flatMap(([type, byId]) =>
        Object.keys(byId).map((name) => `${type}.${name}`),
      );
      const known = emulator.unplannable;
      expect(planned.flatMap(({ place }) => (place.stack === id ? [place.address] : [])).sort()).toEqual(
        addresses.filter((address) => !known.some((type) => address.startsWith(`${type}.`))).sort(),
      );
    }
  });

  describe("of an environment that was applied", () => {
    const stacks = pair(suiteFolder);

    beforeAll(() => deploy(stacks));

    it("says that nothing would change", async () => {
      const result = await preview(stacks);
      expect(summary(result)).toEqual([]);
      expect(result.applied).toEqual(["dev-events", "dev-notes"]);
    });

    it("shows a change in place, and no ripple where the output stays", async () => {
      const renamed = changed(stacks, "dev-events", ({ resource: { aws_sns_topic: topics } }) => {
        if (topics?.alerts) topics.alerts.display_name = "Alerts";
      });
      expect(summary(await preview(renamed))).toEqual(["dev-events alerts/topic update display_name"]);
    });

    it("shows what a replaced producer changes in its consumers", async () => {
      const replaced = changed(stacks, "dev-events", ({ resource: { aws_sns_topic: topics } }) => {
        if (topics?.alerts) topics.alerts.name = "alarms";
      });
      expect(summary(await preview(replaced))).toEqual([
        expect.stringMatching(/^dev-events alerts\/topic replace .*name!/),
        expect.stringMatching(/^dev-notes topic\/parameter update .*value\?/),
      ]);
    });

    it("shows what a consumer loses when an output is renamed under it", async () => {
      const renamed = changed(stacks, "dev-events", (json) => {
        json.output = { arn_of_topic: json.output.topic_arn ?? {} };
      });
      const { findings, changes } = await preview(renamed);
      expect(changes).toEqual([]);
      expect(findings.map(describeFinding)).toEqual([
        expect.stringMatching(
          /^dev-notes {2}topic\/parameter \(aws_ssm_parameter\.topic\) value: Unsupported attribute/,
        ),
      ]);
    });

    it("follows a moved block, and shows a resource that is taken out", async () => {
      const moved = changed(stacks, "dev-events", (json) => {
        json.resource = { aws_sns_topic: { alarms: json.resource.aws_sns_topic?.alerts ?? {} } };
        json.output = { topic_arn: { value: "${aws_sns_topic.alarms.arn}" } };
        json.moved = [{ from: "aws_sns_topic.alerts", to: "aws_sns_topic.alarms" }];
      });
      expect(summary(await preview(moved))).toEqual(["dev-events alerts/topic move"]);
      const without = changed(stacks, "dev-notes", (json) => {
        json.resource = {};
      });
      expect(summary(await preview(without))).toEqual(["dev-notes  delete"]);
    });
  });
});
