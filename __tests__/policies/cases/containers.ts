import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";

type Resources = Readonly<Record<string, Block>>;

const stack = (id: string, resources: Resources): FakeStacks => ({
  [id]: { resources: { "aws_kms_key.any": {}, ...resources } },
});
const key = "${aws_kms_key.any.arn}";

const cluster: Block = {
  name: "strata-main",
  version: "1.35",
  access_config: { authentication_mode: "API", bootstrap_cluster_creator_admin_permissions: false },
  encryption_config: { resources: ["secrets"], provider: { key_arn: key } },
  vpc_config: { endpoint_private_access: true },
  lifecycle: { prevent_destroy: true },
};
const logs: Resources = { "aws_cloudwatch_log_group.cluster": { name: "/aws/eks/strata-main/cluster" } };
const metadata: Block = { http_tokens: "required", http_put_response_hop_limit: 1 };
const volumes: Block[] = [{ ebs: { encrypted: true, kms_key_id: key } }];
const nodes = (template: Block): Resources => ({
  "aws_launch_template.nodes": template,
  "aws_eks_node_group.nodes": { version: "1.35", launch_template: { id: "${aws_launch_template.nodes.id}" } },
});

export const clusters = casesOf("STRATA038", [
  {
    name: "a cluster and nodes with all of it",
    stacks: stack("prod-application", {
      "aws_eks_cluster.main": cluster,
      ...logs,
      ...nodes({ metadata_options: metadata, block_device_mappings: volumes }),
    }),
    finds: [],
  },
  {
    name: "a cluster that says nothing but its name",
    stacks: stack("prod-application", { "aws_eks_cluster.main": { name: "strata-main" } }),
    finds: [
      "authentication_mode is undefined",
      "the principal that creates it is its administrator",
      "has no endpoint inside the VPC",
      "names no version",
      "encrypts secrets with no key of the platform",
      "no stack makes its log group /aws/eks/strata-main/cluster",
      "can be destroyed",
    ],
    breaks: {
      "EKS.2": "names no version",
      "EKS.3": "encrypts secrets with no key of the platform",
      "EKS.8": "no stack makes its log group",
    },
  },
  {
    name: "a cluster with a ConfigMap of users; one of a sandbox may be destroyed",
    stacks: stack("dev-application", {
      "aws_eks_cluster.main": {
        ...cluster,
        access_config: {
          authentication_mode: "API_AND_CONFIG_MAP",
          bootstrap_cluster_creator_admin_permissions: false,
        },
        lifecycle: { prevent_destroy: false },
      },
      ...logs,
    }),
    finds: ["authentication_mode is API_AND_CONFIG_MAP"],
  },
  {
    name: "nodes whose template leaves metadata and volumes to AWS",
    stacks: stack("dev-application", nodes({})),
    finds: [
      "its nodes answer requests for metadata without a token",
      "pods reach the credentials of its nodes",
      "encrypts volumes with no key of the platform",
    ],
  },
  {
    name: "nodes whose metadata pods reach",
    stacks: stack(
      "dev-application",
      nodes({
        metadata_options: { http_tokens: "required", http_put_response_hop_limit: 2 },
        block_device_mappings: volumes,
      }),
    ),
    finds: ["pods reach the credentials of its nodes"],
  },
  {
    name: "nodes without a template and a version",
    stacks: stack("dev-application", { "aws_eks_node_group.nodes": {} }),
    finds: ["names no version", "without a launch template"],
  },
]);

const repository: Resources = {
  "aws_ecr_repository.orders": { encryption_configuration: [{ encryption_type: "KMS", kms_key: key }] },
};
const about = { repository: "${aws_ecr_repository.orders.name}" };

export const imageRepositories = casesOf("STRATA039", [
  {
    name: "a repository with a lifecycle, a policy and a key",
    stacks: stack("dev-application", {
      ...repository,
      "aws_ecr_lifecycle_policy.orders": about,
      "aws_ecr_repository_policy.orders": about,
    }),
    finds: [],
  },
  {
    name: "a repository without expiry, next to one whose images expire",
    stacks: stack("dev-application", {
      ...repository,
      "aws_ecr_repository.other": {},
      "aws_ecr_lifecycle_policy.orders": about,
      "aws_ecr_repository_policy.orders": about,
    }),
    finds: [
      "aws_ecr_repository.other: keeps every image for good",
      "aws_ecr_repository.other: has no policy that refuses other accounts",
      "aws_ecr_repository.other: encrypts images with no key of the platform",
    ],
    breaks: { "ECR.3": "keeps every image for good" },
  },
]);
