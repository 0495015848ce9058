import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeFinding } from "../../commands/merged-root/diagnostics";
import { mockApply } from "../../commands/merged-root/mock-apply";
import { validateStacks } from "../../commands/merged-root/validate";
import type { Stack } from "../../synthesized/stack";
import { at, statementsOf, typesOf } from "../support/synthesis";
import { temporaryFolder } from "../support/temporary";
import { findTerraform, realStacks, stacksOf } from "./support";

const terraform = await findTerraform();
const stacks = stacksOf(join(import.meta.dirname, "variants"));

const typesIn = (all: readonly Stack[]) => [...new Set(all.flatMap(({ json }) => Object.keys(json.resource ?? {})))];

it("has the resource types that the environments of the repository do without", () => {
  const known = new Set(typesIn(realStacks()));
  const added = typesIn(stacks).filter((type) => !known.has(type));
  expect(added.sort()).toEqual([
    "aws_backup_logically_air_gapped_vault",
    "aws_chatbot_slack_channel_configuration",
    "aws_cloudfront_continuous_deployment_policy",
    "aws_cloudfront_origin_request_policy",
    "aws_cognito_identity_provider",
    "aws_efs_access_point",
    "aws_efs_file_system",
    "aws_efs_file_system_policy",
    "aws_efs_mount_target",
    "aws_emr_cluster",
    "aws_emr_instance_fleet",
    "aws_emr_managed_scaling_policy",
    "aws_emr_security_configuration",
    "aws_iam_instance_profile",
    "aws_msk_cluster",
    "aws_msk_cluster_policy",
    "aws_msk_configuration",
    "aws_msk_serverless_cluster",
    "aws_shield_application_layer_automatic_response",
    "aws_shield_proactive_engagement",
    "aws_shield_protection",
    "aws_shield_protection_group",
    "aws_shield_protection_health_check_association",
    "aws_shield_subscription",
    "aws_vpclattice_access_log_subscription",
    "aws_vpclattice_auth_policy",
    "aws_vpclattice_listener",
    "aws_vpclattice_service",
    "aws_vpclattice_service_network",
    "aws_vpclattice_service_network_service_association",
    "aws_vpclattice_service_network_vpc_association",
    "aws_vpclattice_target_group",
    "aws_vpclattice_target_group_attachment",
    "aws_wafv2_ip_set",
  ]);
});

it("has models of other makers answer and make vectors: each is in the JSON by its profile, in the regions that it answers in", () => {
  const json = stacks.find(({ id }) => id === "lone-ai")?.json ?? expect.fail("no lone-ai");
  const sourceOf = (name: string) => at(json, `aws_bedrock_inference_profile.profile_${name}`).model_source;
  const us = "arn:aws:bedrock:us-east-1";
  expect(sourceOf("chat_llama")).toEqual([
    { copy_from: `${us}:111111111111:inference-profile/us.meta.llama3-3-70b-instruct-v1:0` },
  ]);
  expect(sourceOf("chat_nova_lite")).toEqual([{ copy_from: `${us}::foundation-model/amazon.nova-lite-v1:0` }]);
  const embeddingOf = (name: string) =>
    JSON.stringify(at(json, `aws_bedrockagent_knowledge_base.knowledge_${name}`).knowledge_base_configuration);
  expect(embeddingOf("questions")).toContain(`${us}::foundation-model/amazon.titan-embed-text-v2:0`);
  expect(embeddingOf("manuals")).toContain("inference-profile/us.cohere.embed-v4:0");

  const { ReachLlama, InvokeNovaLite } = statementsOf(at(json, "aws_iam_role_policy.application_chat_role").policy);
  expect(ReachLlama?.Resource).toEqual(
    ["us-east-1", "us-east-2", "us-west-2"].map(
      (region) => `arn:aws:bedrock:${region}::foundation-model/meta.llama3-3-70b-instruct-v1:0`,
    ),
  );
  expect(InvokeNovaLite).toBeDefined();
});

it("keeps passages in the database or in a collection, and has an agent that looks nothing up", () => {
  const json = stacks.find(({ id }) => id === "lone-ai")?.json ?? expect.fail("no lone-ai");
  const storeOf = (name: string) =>
    (at(json, `aws_bedrockagent_knowledge_base.knowledge_${name}`).storage_configuration as { type: string }[])[0]
      ?.type;
  expect([storeOf("manuals"), storeOf("questions")]).toEqual(["RDS", "OPENSEARCH_SERVERLESS"]);
  expect(typesOf(json)).not.toHaveProperty("aws_bedrockagent_agent_knowledge_base_association");
});

it("has a knowledge base that no agent and no application looks things up in", () => {
  const types = typesOf(stacks.find(({ id }) => id === "pilot-ai")?.json ?? expect.fail("no pilot-ai"));
  expect(types).toHaveProperty("aws_bedrockagent_knowledge_base");
  expect(Object.keys(types).filter((type) => type.startsWith("aws_bedrockagent_agent"))).toEqual([]);
});

describe.skipIf(!terraform)("what the environments of the repository do not choose", () => {
  it("is valid to the real provider, without a warning", async () => {
    const found = terraform && (await validateStacks(terraform, stacks, temporaryFolder()));
    expect(found?.map(describeFinding)).toEqual([]);
  });

  // One Terraform for all: they share neither a state nor a name, and each Terraform takes seconds to start.
  it("applies and destroys with made-up answers", async () => {
    const result = terraform && (await mockApply(terraform, { stacks }, { folder: temporaryFolder() }));
    expect(result?.findings.map(describeFinding)).toEqual([]);
    expect(result?.passed).toBe(true);
  });
});
