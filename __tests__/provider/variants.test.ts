import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { describeFinding } from "../../commands/merged-root/diagnostics";
import { mockApply } from "../../commands/merged-root/mock-apply";
import { validateStacks } from "../../commands/merged-root/validate";
import type { Stack } from "../../synthesized/stack";
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

describe.skipIf(!terraform)("what the environments of the repository do not choose", () => {
  it("is valid to the real provider, without a warning", async () => {
    const found = terraform && (await validateStacks(terraform, stacks, temporaryFolder()));
    expect(found?.map(describeFinding)).toEqual([]);
  });

  // One Terraform for all: they share neither a state nor a name, and each Terraform takes seconds to start.
  it("applies and destroys with made-up answers", async () => {
    const result =
      terraform && (await mockApply(terraform, { name: "variants", stacks }, { folder: temporaryFolder() }));
    expect(result?.findings.map(describeFinding)).toEqual([]);
    expect(result?.passed).toBe(true);
  });
});
