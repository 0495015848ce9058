import { existsSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it, vi } from "vitest";
import { describeFinding } from "../../commands/merged-root/diagnostics";
import { type Comparison, compare, pairsOf } from "../../commands/preview/against/compare";
import type { Stack } from "../../synthesized/stack";
import { sampleEndpoint } from "../modules/models/sample-endpoint";
import { sampleStudio } from "../modules/studio/sample-studio";
import { built, fakeStack, fakeStacks } from "../support/fake-stacks";
import { released } from "../support/released-function";
import { suiteFolder } from "../support/temporary";
import { changed, findTerraform } from "./support";

const terraform = await findTerraform();

async function comparisonOf(base: readonly Stack[], head: readonly Stack[], work: string): Promise<Comparison> {
  if (!terraform) throw new Error("unreachable: skipped without Terraform");
  const [pair, ...others] = pairsOf(base, head);
  if (!pair || others.length > 0) throw new Error("The stacks do not belong together");
  return compare(terraform, pair, work);
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

const topic = (id: string, name: string) => built(`dev-events/${id}/topic`, { name });

const base = fakeStacks({
  "dev-events": {
    resources: {
      "data.aws_ec2_managed_prefix_list.edge": { name: "edge" },
      "aws_sns_topic.alerts": topic("alerts", "alerts"),
      "aws_sns_topic.news": topic("news", "news"),
      "aws_sns_topic.moved_from": topic("moved", "moved"),
      "aws_sns_topic.renamed_from": topic("renamed", "renamed"),
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
      "terraform_data.mode": built("dev-events/mode", { input: { auto: true } }),
      "aws_cloudfront_vpc_origin.edge": built("dev-events/origin", {
        vpc_origin_endpoint_config: {
          arn: "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/edge/0123456789abcdef",
          http_port: 80,
          https_port: 443,
          name: "edge",
          origin_protocol_policy: "https-only",
          origin_ssl_protocols: { items: ["TLSv1.2"], quantity: 1 },
        },
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
  "dev-old": {
    aliases: { "us-west-2": "us-west-2" },
    resources: {
      "aws_sns_topic.far": built("dev-old/far/topic", { name: "far", provider: "aws.us-west-2" }),
      "aws_sns_topic.near": built("dev-old/near/topic", { name: "near" }),
    },
  },
});

/** The base with one of every kind of change. */
function edited(): Stack[] {
  const stacks = changed(base, "dev-events", (json) => {
    const { moved_from, renamed_from, alerts, news } = json.resource.aws_sns_topic ?? {};
    json.resource.aws_sns_topic = {
      alerts: { ...alerts, name: "alarms" },
      news: { ...news, display_name: "News" },
      moved_to: { ...moved_from },
      renamed_to: { ...renamed_from },
    };
    json.moved = [{ from: "aws_sns_topic.moved_from", to: "aws_sns_topic.moved_to" }];
    Object.assign(json.resource.aws_lambda_alias?.live ?? {}, { function_version: "2" });
  });
  const fresh = fakeStack("dev-fresh", { resources: { "aws_sqs_queue.jobs": built("dev-fresh/jobs") } });
  return [...stacks.filter(({ id }) => id !== "dev-old"), fresh];
}

/** A released function while a deployment of it is under way, and its next version. */
function release(): [Stack, Stack] {
  const synthesized = fakeStack("dev-release", { json: { resource: released().resource } });
  const [deployed = synthesized] = changed([synthesized], "dev-release", (json) => {
    const routing_config = { additional_version_weights: { "8": 0.1 } };
    Object.assign(json.resource.aws_lambda_alias?.release ?? {}, { function_version: "7", routing_config });
  });
  const [next = synthesized] = changed([synthesized], "dev-release", (json) => {
    Object.assign(json.resource.aws_lambda_function?.greeter ?? {}, { source_code_hash: "other" });
  });
  return [deployed, next];
}

/** An endpoint that a deployment gave another version, and one with other settings. */
function endpoint(): [Stack, Stack] {
  const models = (changes?: Parameters<typeof sampleEndpoint>[0]) =>
    fakeStack("dev-models", { json: { resource: sampleEndpoint(changes).resource } });
  const [deployed = models()] = changed([models()], "dev-models", (json) => {
    const endpoint_config_name = "strata-dev-propensity-7-0a1b2c3d";
    Object.assign(json.resource.aws_sagemaker_endpoint?.endpoint ?? {}, { endpoint_config_name });
  });
  const next = models({
    instanceType: "ml.m5.xlarge",
    instances: { min: 3, max: 6 },
    rollout: { shift: "canary", percent: 25, bakeMinutes: 10 },
  });
  return [deployed, next];
}

/** Studio, and one with other settings, people and rights. */
function studio(): [Stack, Stack] {
  const sample = (...changes: Parameters<typeof sampleStudio>) =>
    fakeStack("dev-studio", { json: { resource: sampleStudio(...changes).resource } });
  const next = sample(true, {
    idle: { minutes: 90, mostMinutes: 240 },
    people: { kim: { owner: "growth" } },
    statements: [{ sid: "More", actions: "s3:GetObject", resources: "*" }],
  });
  return [sample(), next];
}

describe.skipIf(!terraform)("preview --against", () => {
  const folder = suiteFolder();

  beforeAll(() => {
    vi.stubEnv("XDG_CACHE_HOME", join(folder, "cache"));
    return () => vi.unstubAllEnvs();
  });

  // One plan for all of them: most of the time goes into starting Terraform and the provider.
  describe("of an edited environment", () => {
    let found: Promise<string[]> | undefined;
    const lines = async () => (found ??= compared());
    const linesOf = async (...stacks: string[]) =>
      (await lines()).filter((line) => stacks.includes(line.split(" ")[0] ?? ""));

    async function compared(): Promise<string[]> {
      const others = [release(), endpoint(), studio()];
      const before = [...base, ...others.map(([stack]) => stack)];
      const after = [...edited(), ...others.map(([, stack]) => stack)];
      return summary(await comparisonOf(before, after, join(folder, "edited")));
    }

    it.each([
      [
        "tells a replacement, and what it means in the layers above",
        [
          expect.stringMatching(/^dev-events aws_sns_topic.alerts replace .*\bname!/),
          expect.stringMatching(/^dev-notes aws_ssm_parameter.topic update .*\bvalue\?/),
        ],
      ],
      ["tells an update in place", ["dev-events aws_sns_topic.news update display_name"]],
      ["moves what is renamed with a moved block", ["dev-events aws_sns_topic.moved_to move"]],
      [
        "destroys and creates what is renamed without one",
        ["dev-events aws_sns_topic.renamed_to create", "dev-events aws_sns_topic.renamed_from delete"],
      ],
      ["creates a new layer", ["dev-fresh aws_sqs_queue.jobs create"]],
      [
        "destroys a layer that is gone, its resources in other regions too",
        ["dev-old aws_sns_topic.far delete", "dev-old aws_sns_topic.near delete"],
      ],
    ])("%s", async (_, expected) => {
      expect(await lines()).toEqual(expect.arrayContaining(expected));
    });

    it("plans nothing back that a deployment has moved, and nothing else", async () => {
      const changes = await linesOf("dev-events", "dev-notes", "dev-fresh", "dev-old");
      expect(changes.filter((line) => line.includes("aws_lambda_alias"))).toEqual([]);
      expect(changes).toHaveLength(9);
    });

    it("leaves the alias of a function to deployments, also while one is under way", async () => {
      // A new version, which the alarm on it waits for.
      expect(await linesOf("dev-release")).toEqual([
        expect.stringMatching(/^dev-release aws_cloudwatch_metric_alarm.release_errors update dimensions/),
        expect.stringMatching(/^dev-release aws_lambda_function.greeter update .*source_code_hash.* version\?/),
      ]);
    });

    it("leaves the version that an endpoint serves to deployments, and takes its settings from the file", async () => {
      expect((await linesOf("dev-models")).sort()).toEqual([
        expect.stringMatching(/^dev-models aws_appautoscaling_target.\S+ update .*max_capacity.*min_capacity/),
        "dev-models aws_sagemaker_endpoint.endpoint update deployment_config",
      ]);
    });

    it("replaces the domain of Studio for nothing that a file says of it", async () => {
      const changes = await linesOf("dev-studio");
      expect(changes.filter((line) => line.includes("aws_sagemaker_domain"))).toEqual([
        expect.stringMatching(/^dev-studio aws_sagemaker_domain.studio update default_user_settings/),
      ]);
      expect(changes.length).toBeGreaterThan(2);
    });
  });

  it("creates everything of a new environment, and destroys everything of one that is gone", async () => {
    const created = summary(await comparisonOf([], base, join(folder, "created")));
    expect(created).toHaveLength(12);
    expect(created.every((line) => line.endsWith(" create"))).toBe(true);
    const destroyed = summary(await comparisonOf(base, [], join(folder, "destroyed")));
    expect(destroyed).toHaveLength(12);
    expect(destroyed.every((line) => line.endsWith(" delete"))).toBe(true);
  });

  it("finds nothing between equal stacks, without a plan", async () => {
    expect(summary(await comparisonOf(base, structuredClone(base), join(folder, "equal")))).toEqual([]);
    expect(existsSync(join(folder, "equal"))).toBe(false);
  });

  it("refuses a base that cannot be planned, and says where", async () => {
    const broken = fakeStack("dev-notes", {
      resources: { "aws_sns_topic.alerts": { kms_master_key_id: "${aws_kms_key.gone.arn}" } },
    });
    await expect(comparisonOf([broken], [], join(folder, "broken"))).rejects.toThrow(/aws_sns_topic.alerts/);
  });
});
