import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { projectRoot } from "../../platform/root";
import { wholePlatform } from "../support/platform";

/**
 * Lists of several items that the provider compares in order, and why the written order is the one that AWS answers. With
 * another, every plan shows a change, or a replacement.
 */
const known: Readonly<Record<string, string>> = {
  "aws_backup_restore_testing_selection.protected_resource_conditions.string_equals": "kept as written",
  "aws_bedrock_guardrail.content_policy_config.filters_config": "kept as written",
  "aws_bedrock_guardrail.contextual_grounding_policy_config.filters_config": "kept as written",
  "aws_bedrock_guardrail.sensitive_information_policy_config.pii_entities_config": "kept as written",
  "aws_bedrock_guardrail.topic_policy_config.topics_config.examples": "kept as written",
  "aws_cloudfront_distribution.origin_group.member": "the order is the meaning: the first is asked first",
  "aws_cloudtrail.advanced_event_selector": "kept as written",
  "aws_cloudtrail.advanced_event_selector.field_selector.starts_with": "kept as written",
  "aws_cloudwatch_log_delivery.record_fields": "the order is that of the fields in a record",
  "aws_cloudwatch_query_definition.log_group_names": "kept as written",
  "aws_codebuild_project.environment.environment_variable": "kept as written",
  "aws_codepipeline.stage": "the order is the meaning",
  "aws_codepipeline.stage.action": "the order is the meaning",
  "aws_codepipeline.stage.action.input_artifacts": "the order is the meaning: the first is the primary source",
  "aws_eks_node_group.instance_types": "the order is the meaning: the first that there is",
  "aws_glue_catalog_table.partition_keys": "the order is the meaning",
  "aws_glue_catalog_table.storage_descriptor.columns": "the order is the meaning",
  "aws_glue_job.connections": "kept as written",
  "aws_guardduty_detector_feature.additional_configuration": "EKS, ECS, EC2, whatever was written: GetDetector",
  "aws_launch_template.tag_specifications": "kept as written",
  "aws_sagemaker_endpoint_configuration.data_capture_config.capture_options": "kept as written",
  "aws_sagemaker_feature_group.feature_definition": "left alone once the group is there: features are only added",
  "aws_wafv2_web_acl_logging_configuration.redacted_fields": "kept as written",
};

const library = join(projectRoot(), "node_modules", "@cdktf", "provider-aws", "lib");
const sources = new Map<string, string>();

/** Whether the provider's binding hands an argument, or a block of that name, over as a list. */
function isList(type: string, name: string): boolean {
  const file = join(library, type.replace(/^aws_/, "").replaceAll("_", "-"), "index.js");
  const source = sources.get(type) ?? (existsSync(file) ? readFileSync(file, "utf8") : "");
  sources.set(type, source);
  return new RegExp(`\\n\\s+${name}: \\{\\n\\s+value: [^\\n]*\\n\\s+isBlock: \\w+,\\n\\s+type: "list"`).test(source);
}

function listsIn(type: string, value: unknown, path: readonly string[]): string[] {
  if (Array.isArray(value)) {
    const own = value.length > 1 && isList(type, path.at(-1) ?? "") ? [[type, ...path].join(".")] : [];
    return [...own, ...value.flatMap((item) => listsIn(type, item, path))];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => listsIn(type, inner, [...path, name]));
}

test("every list that the provider compares in order is in the order of AWS", () => {
  const meta = ["//", "depends_on", "lifecycle", "provisioner"];
  const found = Object.values(wholePlatform()).flatMap(({ resource }) =>
    Object.entries(resource ?? {}).flatMap(([type, byName]) =>
      Object.values(byName).flatMap((block) =>
        Object.entries(block)
          .filter(([name]) => !meta.includes(name))
          .flatMap(([name, value]) => listsIn(type, value, [name])),
      ),
    ),
  );
  expect([...new Set(found)].sort()).toEqual(Object.keys(known));
});
