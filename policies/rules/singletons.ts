import type { Resource } from "../../synthesized/linked-stack";
import { groupBy, resourcesOf } from "../platform";
import type { Rule } from "../types";

/** What an account has once. */
export const accountSingletons = [
  "aws_backup_global_settings",
  "aws_iam_account_alias",
  "aws_iam_account_password_policy",
  "aws_iam_security_token_service_preferences",
  "aws_s3_account_public_access_block",
  "aws_securityhub_finding_aggregator",
  "aws_shield_proactive_engagement",
  "aws_shield_subscription",
];

/** What an account has once in each region. */
export const regionSingletons = [
  "aws_api_gateway_account",
  "aws_backup_region_settings",
  "aws_bedrock_model_invocation_logging_configuration",
  "aws_config_configuration_recorder",
  "aws_config_configuration_recorder_status",
  "aws_config_delivery_channel",
  "aws_ebs_default_kms_key",
  "aws_ebs_encryption_by_default",
  "aws_ebs_snapshot_block_public_access",
  "aws_ec2_image_block_public_access",
  "aws_ec2_instance_metadata_defaults",
  "aws_ec2_serial_console_access",
  "aws_ecr_registry_policy",
  "aws_ecr_registry_scanning_configuration",
  "aws_ecr_replication_configuration",
  "aws_emr_block_public_access_configuration",
  "aws_glue_data_catalog_encryption_settings",
  "aws_glue_resource_policy",
  "aws_guardduty_detector",
  "aws_inspector2_enabler",
  "aws_lakeformation_data_lake_settings",
  "aws_macie2_account",
  "aws_rds_certificate",
  "aws_sagemaker_servicecatalog_portfolio_status",
  "aws_securityhub_account",
  "aws_vpc_block_public_access_options",
  "aws_xray_encryption_config",
];

function scopeOf({ type, region, stack: { account } }: Resource): string {
  return accountSingletons.includes(type)
    ? `${type} of account ${account}`
    : `${type} of account ${account} in ${region}`;
}

export const singletons: Rule = {
  id: "STRATA014",
  title: "What an account or region has once has one owner",
  severity: "critical",
  control: "Well-Architected OPS02-BP01",
  cause: "Two states that own one setting silently overwrite each other at every apply.",
  fix: "Let one environment own it: owns.account or owns.region, true in exactly one.",
  check: (platform) => {
    const owners = resourcesOf(platform, ...accountSingletons, ...regionSingletons);
    return [...groupBy(owners, scopeOf)].flatMap(([scope, [first, ...others]]) =>
      others.map((resource) => ({
        resource,
        detail: `is the second ${scope}: ${first?.stack.id} ${first?.address} owns it`,
      })),
    );
  },
};
