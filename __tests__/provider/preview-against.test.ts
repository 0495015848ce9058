import { beforeAll, describe, expect, it, vi } from "vitest";
import { describeFinding } from "../../commands/merged-root/diagnostics";
import { type Comparison, compare, pairsOf } from "../../commands/preview/against/compare";
import type { Stack } from "../../synthesized/stack";
import { built, fakeStacks } from "../support/fake-stacks";
import { suiteFolder, temporaryFolder } from "../support/temporary";
import { changed, findTerraform, realStacks } from "./support";

const terraform = await findTerraform();

async function comparisonOf(base: readonly Stack[], head: readonly Stack[]): Promise<Comparison> {
  if (!terraform) throw new Error("unreachable: skipped without Terraform");
  const [pair, ...others] = pairsOf(base, head);
  if (!pair || others.length > 0) throw new Error("The stacks do not belong together");
  return compare(terraform, pair, temporaryFolder());
}

/** As in "dev-notes topic update value?": a question mark for what is known after the apply, ! for what replaces. */
function summary({ changes, findings }: Comparison): string[] {
  expect(findings.map(describeFinding)).toEqual([]);
  return changes.map(({ place, action, attributes }) => {
    const names = attributes.map(
      ({ name, unknown, forcesReplacement }) => `${name}${unknown ? "?" : ""}${forcesReplacement ? "!" : ""}`,
    );
    return [place.stack, place.address, action, ...names].join(" ");
  });
}

describe.skipIf(!terraform)("preview --against", () => {
  const cache = suiteFolder();

  beforeAll(() => {
    vi.stubEnv("XDG_CACHE_HOME", cache);
    return () => vi.unstubAllEnvs();
  });

  const real = terraform ? realStacks() : [];
  const minutes = 60_000;
  it.each(pairsOf(real, real))("finds nothing between $name and itself", { timeout: 15 * minutes }, async (pair) => {
    expect(summary(await comparisonOf(pair.base, pair.head))).toEqual([]);
  });

  describe("of small stacks", () => {
    const base = fakeStacks({
      "dev-events": {
        aliases: { "us-west-2": "us-west-2" },
        resources: {
          "data.aws_ec2_managed_prefix_list.edge": { name: "edge" },
          "aws_sns_topic.alerts": built("dev-events/alerts/topic", { name: "alerts" }),
          "aws_sns_topic.far": built("dev-events/far/topic", { name: "far", provider: "aws.us-west-2" }),
          "aws_lambda_alias.live": built("dev-events/live", {
            name: "live",
            function_name: "chat",
            function_version: "1",
            lifecycle: { ignore_changes: ["function_version"] },
          }),
          "aws_ssm_parameter.edge": built("dev-events/edge", {
            name: "/edge",
            type: "String",
            value: "${data.aws_ec2_managed_prefix_list.edge.id}",
          }),
          "aws_cloudcontrolapi_resource.card": built("dev-events/card", {
            type_name: "AWS::SageMaker::ModelCard",
            desired_state: '{"ModelCardName":"card"}',
          }),
        },
        outputs: { topic_arn: "${aws_sns_topic.alerts.arn}" },
      },
      "dev-notes": {
        reads: { events: "dev-events" },
        resources: {
          "aws_ssm_parameter.topic": built("dev-notes/topic", {
            name: "/topic",
            type: "String",
            value: "${data.terraform_remote_state.events.outputs.topic_arn}",
          }),
        },
      },
    });

    it("tells an update in place from a replacement, and what it means in the layers above", async () => {
      const head = changed(base, "dev-events", ({ resource }) => {
        Object.assign(resource.aws_sns_topic?.alerts ?? {}, { name: "alarms" });
        Object.assign(resource.aws_sns_topic?.far ?? {}, { display_name: "Far" });
      });
      expect(summary(await comparisonOf(base, head))).toEqual([
        expect.stringMatching(/^dev-events aws_sns_topic.alerts replace .*\bname!/),
        "dev-events aws_sns_topic.far update display_name",
        expect.stringMatching(/^dev-notes aws_ssm_parameter.topic update .*\bvalue\?/),
      ]);
    });

    it("plans nothing back that a deployment has moved, and moves what is renamed", async () => {
      const head = changed(base, "dev-events", (json) => {
        Object.assign(json.resource.aws_lambda_alias?.live ?? {}, { function_version: "2" });
        const { far, ...others } = json.resource.aws_sns_topic ?? {};
        json.resource.aws_sns_topic = { ...others, away: far ?? {} };
        json.moved = [{ from: "aws_sns_topic.far", to: "aws_sns_topic.away" }];
      });
      expect(summary(await comparisonOf(base, head))).toEqual(["dev-events aws_sns_topic.away move"]);
    });

    it("destroys and creates what is renamed without a moved block", async () => {
      const head = changed(base, "dev-events", (json) => {
        const { far, ...others } = json.resource.aws_sns_topic ?? {};
        json.resource.aws_sns_topic = { ...others, away: far ?? {} };
      });
      expect(summary(await comparisonOf(base, head))).toEqual([
        "dev-events aws_sns_topic.away create",
        "dev-events aws_sns_topic.far delete",
      ]);
    });

    it("destroys a layer that is gone, its resources in other regions too, and creates a new one", async () => {
      const fresh = fakeStacks({ "dev-fresh": { resources: { "aws_sqs_queue.jobs": built("dev-fresh/jobs") } } });
      const [events, notes] = base as [Stack, Stack];
      const orphaned = changed([notes], "dev-notes", (json) => {
        json.data = {};
        Object.assign(json.resource.aws_ssm_parameter?.topic ?? {}, { value: "none" });
      }).map((stack) => ({ ...stack, dependencies: [] }));
      const comparison = await comparisonOf([events, notes], [...orphaned, ...fresh]);
      expect(summary(comparison)).toEqual([
        expect.stringMatching(/^dev-notes aws_ssm_parameter.topic update .*\bvalue/),
        "dev-fresh aws_sqs_queue.jobs create",
        "dev-events aws_cloudcontrolapi_resource.card delete",
        "dev-events aws_lambda_alias.live delete",
        "dev-events aws_sns_topic.alerts delete",
        "dev-events aws_sns_topic.far delete",
        "dev-events aws_ssm_parameter.edge delete",
      ]);
    });

    it("creates everything of a new environment, and destroys everything of one that is gone", async () => {
      const created = summary(await comparisonOf([], base));
      expect(created).toHaveLength(6);
      expect(created.every((line) => line.endsWith(" create"))).toBe(true);
      const destroyed = summary(await comparisonOf(base, []));
      expect(destroyed).toHaveLength(6);
      expect(destroyed.every((line) => line.endsWith(" delete"))).toBe(true);
    });

    it("refuses a base that cannot be planned, and says where", async () => {
      const broken = changed(base, "dev-events", ({ resource }) => {
        Object.assign(resource.aws_sns_topic?.alerts ?? {}, { kms_master_key_id: "${aws_kms_key.gone.arn}" });
      });
      await expect(comparisonOf(broken, base)).rejects.toThrow(/aws_sns_topic.alerts/);
    });
  });
});
