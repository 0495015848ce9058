import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { noteDeploy } from "../../commands/as-deployed/deploy-notes";
import type { Target } from "../../commands/deploy/target";
import { canPlan, selectResources } from "../../commands/emulator/applicable";
import { loadEmulator } from "../../commands/emulator/definition";
import { findOnPath } from "../../commands/emulator/program";
import { startEmulator, stopEmulator } from "../../commands/emulator/server";
import { emulatorTarget as deployTarget } from "../../commands/emulator/target";
import { describeFinding } from "../../commands/merged-root/diagnostics";
import { emulatorTarget } from "../../commands/preview/emulator";
import { type Preview, planMerged } from "../../commands/preview/plan";
import { planChanged } from "../../commands/preview/plan-changed";
import type { Block, Stack } from "../../synthesized/stack";
import { write } from "../commands/terraform/fakes";
import { built, fakeStack } from "../support/fake-stacks";
import { freePort } from "../support/free-port";
import { suiteFolder, temporaryFolder } from "../support/temporary";
import { changed, findTerraform, realStacks } from "./support";

const terraform = await findTerraform();
const emulator = loadEmulator();
const hasEmulator = findOnPath(emulator.command[0] ?? "") !== undefined;
if (!hasEmulator) console.warn(`SKIPPED, this needs ${emulator.name}: pip install '${emulator.install?.package}'`);

/** A producer that publishes its topics, and a consumer that writes them down. */
function pair(newFolder: () => string): Stack[] {
  const topic = (id: string) => built(`dev-events/${id}/topic`, { name: id });
  const producer = fakeStack("dev-events", {
    resources: {
      "aws_sns_topic.alerts": topic("alerts"),
      "aws_sns_topic.news": topic("news"),
      "aws_sns_topic.moved_from": topic("moved"),
    },
    outputs: { alerts_arn: "${aws_sns_topic.alerts.arn}", news_arn: "${aws_sns_topic.news.arn}" },
  });
  const note = (name: string, output: string) =>
    built(`dev-notes/${name}/parameter`, {
      name: `/${name}`,
      type: "String",
      value: `\${data.terraform_remote_state.events.outputs.${output}}`,
    });
  const consumer = fakeStack("dev-notes", {
    reads: { events: "dev-events" },
    resources: {
      "aws_ssm_parameter.alerts": note("alerts", "alerts_arn"),
      "aws_ssm_parameter.news": note("news", "news_arn"),
      "aws_ssm_parameter.old": note("old", "news_arn"),
    },
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
  if (!terraform) throw new Error("unreachable: skipped without Terraform");
  const target = await deployTarget(stacks, { emulator });
  const session = { terraform, target, stacks, signal: new AbortController().signal };
  for (const stack of stacks) {
    await target.prepare(stack);
    await terraform.init(target.folder(stack), { env: target.env, reconfigure: true });
    const notes = await noteDeploy(session, stack);
    await notes.applies();
    await runIn(stack, target, "apply", "-auto-approve", "-no-color");
    await notes.deployed();
  }
}

async function runIn(stack: Stack, { folder, env }: Target, ...args: string[]): Promise<void> {
  const result = await terraform?.run(args, { cwd: folder(stack), env });
  if (result?.exitCode !== 0) throw new Error(result?.stderr);
}

/** The preview of the stacks that are not as last deployed: what it plans, and what would change. */
async function previewChanged(stacks: readonly Stack[]): Promise<{ planned: string[]; changes: string[] }> {
  if (!terraform) throw new Error("unreachable: skipped without Terraform");
  const result = await planChanged(terraform, await emulatorTarget(stacks, emulator), temporaryFolder());
  return { planned: Object.keys(result.planned), changes: summary(result) };
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
    const dev = realStacks().filter(({ environment }) => environment === "dev");
    const { changes, expected, findings, applied } = await preview(dev);
    expect(findings.map(describeFinding)).toEqual([]);
    expect(applied).toEqual([]);
    const planned = [...changes, ...expected];
    expect(new Set(planned.map(({ action }) => action))).toEqual(new Set(["create"]));
    for (const { id, json } of dev) {
      // What cannot be planned goes with all that needs it.
      const { resources } = selectResources(json, canPlan(emulator));
      expect(planned.flatMap(({ place }) => (place.stack === id ? [place.address] : [])).sort()).toEqual(
        [...resources].sort(),
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

    it("shows what a consumer loses when an output is renamed under it", async () => {
      const renamed = changed(stacks, "dev-events", (json) => {
        const { alerts_arn, ...others } = json.output;
        json.output = { ...others, arn_of_alerts: alerts_arn ?? {} };
      });
      const { findings, changes } = await preview(renamed);
      expect(changes).toEqual([]);
      expect(findings.map(describeFinding)).toEqual([
        expect.stringMatching(
          /^dev-notes {2}alerts\/parameter \(aws_ssm_parameter\.alerts\) value: Unsupported attribute/,
        ),
      ]);
    });

    it("tells update, replacement, move and deletion, and what a producer changes in its consumers", async () => {
      const edited = changed(
        changed(stacks, "dev-events", (json) => {
          const { alerts, news, moved_from } = json.resource.aws_sns_topic ?? {};
          json.resource.aws_sns_topic = {
            alerts: { ...alerts, name: "alarms" },
            news: { ...news, display_name: "News" },
            moved_to: { ...moved_from },
          };
          json.moved = [{ from: "aws_sns_topic.moved_from", to: "aws_sns_topic.moved_to" }];
        }),
        "dev-notes",
        ({ resource }) => delete resource.aws_ssm_parameter?.old,
      );
      expect(summary(await preview(edited))).toEqual([
        expect.stringMatching(/^dev-events alerts\/topic replace .*name!/),
        "dev-events moved/topic move",
        // Its ARN stays, and so does what the consumer wrote down.
        "dev-events news/topic update display_name",
        expect.stringMatching(/^dev-notes alerts\/parameter update .*value\?/),
        "dev-notes  delete",
      ]);
    });

    it("plans only what is not as last deployed, and what reads an output that changes", async () => {
      expect(await previewChanged(stacks)).toEqual({ planned: [], changes: [] });

      const topics = (change: (topics: Record<string, Block>) => void) =>
        changed(stacks, "dev-events", ({ resource }) =>
          change((resource.aws_sns_topic ?? {}) as Record<string, Block>),
        );
      const described = topics((all) => {
        all.news = { ...all.news, display_name: "News" };
      });
      expect(await previewChanged(described)).toEqual({
        planned: ["dev-events"],
        changes: ["dev-events news/topic update display_name"],
      });
      const renamed = topics((all) => {
        all.alerts = { ...all.alerts, name: "alarms" };
      });
      expect(await previewChanged(renamed)).toEqual({
        planned: ["dev-events", "dev-notes"],
        changes: [
          expect.stringMatching(/^dev-events alerts\/topic replace .*name!/),
          expect.stringMatching(/^dev-notes alerts\/parameter update .*value\?/),
        ],
      });
      const reader = changed(stacks, "dev-notes", ({ resource }) => delete resource.aws_ssm_parameter?.old);
      expect(await previewChanged(reader)).toEqual({ planned: ["dev-notes"], changes: ["dev-notes  delete"] });
    });

    it("plans a stack whose state Terraform wrote without strata", async () => {
      const [, notes] = stacks;
      if (!notes) throw new Error("unreachable: there are two");
      await runIn(notes, await deployTarget(stacks, { emulator }), "taint", "aws_ssm_parameter.old");
      expect(await previewChanged(stacks)).toEqual({
        planned: ["dev-notes"],
        changes: [expect.stringMatching(/^dev-notes old\/parameter replace/)],
      });
    });
  });
});
