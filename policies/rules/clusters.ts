import type { Resource } from "../../synthesized/linked-stack";
import { findingsOf, isAtLeast, isOn, resourcesOf, targetsOf, tierOf, valueAt, valuesAt } from "../platform";
import type { Platform, Rule } from "../types";

const keyTypes = ["aws_kms_key", "aws_kms_replica_key"];

function entranceErrors({ block }: Resource): string[] {
  const mode = valueAt(block, "access_config.authentication_mode");
  const creator = valueAt(block, "access_config.bootstrap_cluster_creator_admin_permissions") ?? true;
  return [
    ...(mode === "API"
      ? []
      : [`authentication_mode is ${String(mode)}: anyone who can edit a ConfigMap can let others in`]),
    ...(creator === false ? [] : ["the principal that creates it is its administrator"]),
    ...(isOn(valueAt(block, "vpc_config.endpoint_private_access")) ? [] : ["has no endpoint inside the VPC"]),
  ];
}

function logErrors(platform: Platform, { stack, block }: Resource): string[] {
  const name = `/aws/eks/${String(block.name)}/cluster`;
  const groups = resourcesOf(platform, "aws_cloudwatch_log_group").filter((group) => group.stack === stack);
  return groups.some((group) => group.block.name === name) ? [] : [`no stack makes its log group ${name}`];
}

function clusterErrors(platform: Platform, cluster: Resource): string[] {
  const { stack, block } = cluster;
  const keys = targetsOf(stack, valuesAt(block, "encryption_config.provider.key_arn"));
  const isKept = isOn(valueAt(block, "lifecycle.prevent_destroy")) || !isAtLeast(tierOf(stack), "nonproduction");
  return [
    ...entranceErrors(cluster),
    ...(block.version === undefined ? ["names no version: EKS takes the latest of the day"] : []),
    ...(keys.some(({ type }) => keyTypes.includes(type)) ? [] : ["encrypts secrets with no key of the platform"]),
    ...logErrors(platform, cluster),
    ...(isKept ? [] : ["can be destroyed: EKS protects no cluster itself, prevent_destroy does"]),
  ];
}

function nodeErrors({ stack, block }: Resource): string[] {
  const [template] = targetsOf(stack, valuesAt(block, "launch_template.id"));
  const version = block.version === undefined ? ["names no version: its nodes fall behind their control plane"] : [];
  if (template?.type !== "aws_launch_template") return [...version, "starts its nodes without a launch template"];
  const at = (path: string): unknown => valueAt(template.block, path);
  const encrypted = isOn(at("block_device_mappings.ebs.encrypted")) && at("block_device_mappings.ebs.kms_key_id");
  return [
    ...version,
    ...(at("metadata_options.http_tokens") === "required"
      ? []
      : ["its nodes answer requests for metadata without a token"]),
    // Amazon Linux 2023 takes two where none is given.
    ...(at("metadata_options.http_put_response_hop_limit") === 1 ? [] : ["pods reach the credentials of its nodes"]),
    ...(encrypted ? [] : ["encrypts volumes with no key of the platform"]),
  ];
}

export const clusters: Rule = {
  id: "STRATA038",
  title: "A cluster is entered by its entries only, and its nodes keep their credentials",
  severity: "high",
  control: "FSBP EKS.2, EKS.3, EKS.8; Well-Architected SEC03-BP02",
  cause:
    "An administrator that no file names, or a pod with the rights of its node, reaches everything in the cluster.",
  fix: "Build clusters and nodes with modules/kubernetes.",
  check: (platform) => [
    ...findingsOf(platform, "aws_eks_cluster", (cluster) => clusterErrors(platform, cluster)),
    ...findingsOf(platform, "aws_eks_node_group", nodeErrors),
  ],
};
