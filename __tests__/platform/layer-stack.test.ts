import { readFileSync } from "node:fs";
import { join } from "node:path";
import { BedrockagentAgent } from "@cdktf/provider-aws/lib/bedrockagent-agent";
import { BedrockagentAgentAlias } from "@cdktf/provider-aws/lib/bedrockagent-agent-alias";
import { CloudwatchLogDelivery } from "@cdktf/provider-aws/lib/cloudwatch-log-delivery";
import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { describe, expect, onTestFinished, test, vi } from "vitest";
import { projectRoot } from "../../platform/root";
import { environmentOf } from "../support/environment";
import { at, ProbeStack, probe, synthesized, temporaryApp } from "../support/synthesis";

describe("every stack", () => {
  const environment = environmentOf("production", {
    name: "prod",
    tags: { repository: "strata", environment: "overridden" },
    terraformVersion: "1.11.4",
  });

  test("has one AWS provider, for its account and region only, with the platform's tags", () => {
    expect(probe(() => {}, environment).provider).toEqual({
      aws: [
        {
          region: "us-east-1",
          allowed_account_ids: ["111122223333"],
          default_tags: [
            {
              tags: {
                "cost-center": "4100",
                environment: "prod",
                layer: "probe",
                "managed-by": "strata",
                owner: "platform",
                repository: "strata",
                tier: "production",
              },
            },
          ],
        },
      ],
    });
  });

  test("pins Terraform and the provider, by its full source", () => {
    expect(probe(() => {}, environment).terraform).toMatchObject({
      required_version: ">= 1.11.4, < 2.0.0",
      required_providers: { aws: { source: "hashicorp/aws", version: "5.100.0" } },
    });
  });

  test("holds no null, also not in nested blocks", () => {
    const json = probe((stack) => {
      new SecurityGroup(stack, "open", { ingress: [{ fromPort: 22, toPort: 22, protocol: "tcp" }] });
    });
    expect(JSON.stringify(json)).not.toContain("null");
    expect(at(json, "aws_security_group.open").ingress).toEqual([{ from_port: 22, to_port: 22, protocol: "tcp" }]);
  });

  test("holds the nulls that Terraform asks for: those of objects that need every key", () => {
    const json = probe((stack) => {
      new BedrockagentAgent(stack, "agent", {
        agentName: "support",
        agentResourceRoleArn: "arn:aws:iam::111122223333:role/agent",
        foundationModel: "anthropic.claude",
        guardrailConfiguration: [{ guardrailIdentifier: "gr-1" }],
        memoryConfiguration: [{ storageDays: 30 }],
        promptOverrideConfiguration: [{ promptConfigurations: [{ inferenceConfiguration: [{ topK: 5 }] }] }],
      });
      new BedrockagentAgentAlias(stack, "alias", {
        agentAliasName: "live",
        agentId: "AGENT",
        routingConfiguration: [{ agentVersion: "1" }],
      });
      new CloudwatchLogDelivery(stack, "delivery", {
        deliveryDestinationArn: "arn:aws:logs:us-east-1:111122223333:delivery-destination:logs",
        deliverySourceName: "edge",
        s3DeliveryConfiguration: [{ suffixPath: "{yyyy}" }],
      });
    });
    expect(at(json, "aws_bedrockagent_agent.agent")).toMatchObject({
      guardrail_configuration: [{ guardrail_identifier: "gr-1", guardrail_version: null }],
      memory_configuration: [{ enabled_memory_types: null, storage_days: 30 }],
      prompt_override_configuration: [
        {
          override_lambda: null,
          prompt_configurations: [
            {
              base_prompt_template: null,
              inference_configuration: [
                { max_length: null, stop_sequences: null, temperature: null, top_k: 5, top_p: null },
              ],
              parser_mode: null,
              prompt_creation_mode: null,
              prompt_state: null,
              prompt_type: null,
            },
          ],
        },
      ],
    });
    expect(at(json, "aws_bedrockagent_agent.agent")).not.toHaveProperty("instruction");
    expect(at(json, "aws_bedrockagent_agent_alias.alias").routing_configuration).toEqual([
      { agent_version: "1", provisioned_throughput: null },
    ]);
    expect(at(json, "aws_cloudwatch_log_delivery.delivery").s3_delivery_configuration).toEqual([
      { enable_hive_compatible_path: null, suffix_path: "{yyyy}" },
    ]);
  });

  test("has the committed provider lock file next to it", () => {
    const app = temporaryApp();
    new ProbeStack(app, () => {}, environment);
    synthesized(app);
    const lock = ".terraform.lock.hcl";
    expect(readFileSync(join(app.outdir, "stacks", "prod-probe", lock), "utf8")).toBe(
      readFileSync(join(projectRoot(), lock), "utf8"),
    );
  });

  test("refers to no other stack but through contracts", () => {
    const app = temporaryApp();
    const producer = new ProbeStack(app, () => {}, environmentOf("production", { name: "producer" }));
    const group = new SecurityGroup(producer, "group", { vpcId: "vpc-0a1b" });
    const consumer = environmentOf("production", { name: "consumer" });
    new ProbeStack(app, (stack) => void new SecurityGroup(stack, "twin", { vpcId: group.vpcId }), consumer);
    expect(() => synthesized(app)).toThrow(
      /aws_security_group\.group\.vpc_id of producer-probe\. .*layers\/probe\/outputs\.ts/,
    );
  });

  test("needs no Terraform to be synthesized, also where an address moved or the state adopts a resource", () => {
    vi.stubEnv("PATH", "");
    onTestFinished(() => void vi.unstubAllEnvs());
    const json = probe((stack) => {
      new SecurityGroup(stack, "group", { vpcId: "vpc-0a1b" }).moveFromId("aws_security_group.other");
      new SecurityGroup(stack, "known", { vpcId: "vpc-0a1b" }).importFrom("sg-0a1b");
    });
    expect(json.moved).toEqual([{ from: "aws_security_group.other", to: "aws_security_group.group" }]);
    expect(json.import).toEqual([{ id: "sg-0a1b", to: "aws_security_group.known" }]);
  });

  test("has a unique id", () => {
    const app = temporaryApp();
    new ProbeStack(app, () => {}, environment);
    expect(() => new ProbeStack(app, () => {}, environment)).toThrow(/Two stacks have the id prod-probe/);
  });
});
