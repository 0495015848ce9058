import { describe, expect, test } from "vitest";
import { NodeAddons, WorkloadAddons } from "../../../modules/kubernetes/addons";
import { Controllers } from "../../../modules/kubernetes/controllers";
import { type Machines, NodeGroup } from "../../../modules/kubernetes/node-group";
import { nodeStatements } from "../../../modules/kubernetes/node-role";
import { addonsOf } from "../../../modules/kubernetes/versions";
import { siteOf } from "../../../platform/site";
import { environmentOf } from "../../support/environment";
import { testKey, testSite } from "../../support/site";
import { at, type ProbeStack, probe, statementsOf, typesOf } from "../../support/synthesis";

const cluster = { reference: "cluster", name: "strata-test-main" };
const versions = addonsOf("1.35", {});

function nodeGroup(stack: ProbeStack, after: NodeAddons["all"] = [], machines: Partial<Machines> = {}): NodeGroup {
  return new NodeGroup(stack, "nodes-general", {
    site: testSite(stack),
    purpose: "general",
    cluster: { clusterName: "cluster", version: "1.35", nodeRoleArn: "arn:aws:iam::111122223333:role/nodes" },
    machines: {
      instanceTypes: ["m7g.large", "m6g.large"],
      volumeGiB: 50,
      volumesKeyArn: testKey("volumes"),
      ...machines,
    },
    placement: { subnetIds: ["subnet-1", "subnet-2"], securityGroupId: "sg-application" },
    scale: { min: 2, max: 5, updatePercent: 33 },
    after,
  });
}

/** Add-ons and nodes in the order in which a cluster gets them. */
const everything = (volumesKeyArn: string | undefined = testKey("volumes")) =>
  probe((stack) => {
    const common = { site: testSite(stack), cluster, versions };
    const before = new NodeAddons(stack, "node-addon", common).all;
    const nodes = nodeGroup(stack, before);
    new WorkloadAddons(stack, "addon", { ...common, after: [nodes.resource], volumesKeyArn });
  });

describe("the order", () => {
  const json = () => everything();

  test("addresses, services and credentials of pods come before nodes", () => {
    expect(at(json(), "aws_eks_node_group.nodes_general").depends_on).toEqual([
      "aws_eks_addon.node_addon_eks_pod_identity_agent",
      "aws_eks_addon.node_addon_kube_proxy",
      "aws_eks_addon.node_addon_vpc_cni",
    ]);
    for (const addon of ["eks_pod_identity_agent", "kube_proxy", "vpc_cni"]) {
      const before = (at(json(), `aws_eks_addon.node_addon_${addon}`).depends_on ?? []) as string[];
      expect(before.filter((one) => one.startsWith("aws_eks"))).toEqual([]);
    }
  });

  test.each(["coredns", "aws_ebs_csi_driver", "metrics_server", "amazon_cloudwatch_observability"])(
    "%s comes after nodes",
    (addon) => {
      const { depends_on } = at(json(), `aws_eks_addon.addon_${addon}`);
      expect(depends_on).toContain("aws_eks_node_group.nodes_general");
    },
  );
});

describe("add-ons", () => {
  const json = () => everything();

  test("hold exactly these resources", () => {
    expect(typesOf(json())).toEqual({
      aws_cloudwatch_log_group: 4,
      aws_eks_addon: 7,
      aws_eks_node_group: 1,
      aws_iam_role: 3,
      aws_iam_role_policy: 3,
      aws_launch_template: 1,
    });
  });

  test("are pinned, and enforce network policies", () => {
    const addon = at(json(), "aws_eks_addon.node_addon_vpc_cni");
    expect(addon.addon_version).toBe(versions["vpc-cni"]);
    expect(JSON.parse(String(addon.configuration_values))).toEqual({ enableNetworkPolicy: "true" });
  });

  test("get their rights through Pod Identity, for one service account of one cluster", () => {
    const { AssumedByService } = statementsOf(at(json(), "aws_iam_role.addon_volumes").assume_role_policy);
    expect(AssumedByService?.Condition?.StringEquals).toMatchObject({
      "aws:RequestTag/eks-cluster-arn": "arn:aws:eks:us-east-1:111122223333:cluster/strata-test-main",
      "aws:RequestTag/kubernetes-service-account": "ebs-csi-controller-sa",
    });
    expect(at(json(), "aws_eks_addon.addon_aws_ebs_csi_driver").pod_identity_association).toEqual([
      { role_arn: `\${aws_iam_role.addon_volumes.arn}`, service_account: "ebs-csi-controller-sa" },
    ]);
  });

  test("touch no volume that the driver did not make, and encrypt with one key", () => {
    const may = statementsOf(at(json(), "aws_iam_role_policy.addon_volumes").policy);
    expect(may.ChangeVolumes?.Condition?.StringEquals).toEqual({ "aws:ResourceTag/ebs.csi.aws.com/cluster": "true" });
    expect(may.EncryptVolumes?.Resource).toBe(testKey("volumes"));
  });

  test("send traces to X-Ray, and logs to groups with a key and an end that they do not make", () => {
    const { configuration_values, depends_on } = at(json(), "aws_eks_addon.addon_amazon_cloudwatch_observability");
    const { agent } = JSON.parse(String(configuration_values));
    expect(Object.keys(agent.config.traces.traces_collected)).toEqual(["otlp", "xray"]);
    expect(depends_on).toContain("aws_cloudwatch_log_group.addon_insights_application");
    expect(at(json(), "aws_cloudwatch_log_group.addon_insights_application")).toMatchObject({
      name: "/aws/containerinsights/strata-test-main/application",
      kms_key_id: testKey("logs"),
    });
    const may = statementsOf(at(json(), "aws_iam_role_policy.addon_observability").policy);
    expect(may.WriteTraces?.Action).toContain("xray:PutTraceSegments");
    expect(JSON.stringify(may)).not.toContain("logs:CreateLogGroup");
  });

  test("are two in Auto Mode, on system nodes", () => {
    const auto = probe((stack) => {
      new WorkloadAddons(stack, "addon", { site: testSite(stack), cluster, versions, after: [] });
    });
    expect(typesOf(auto).aws_eks_addon).toBe(2);
    const { configuration_values } = at(auto, "aws_eks_addon.addon_metrics_server");
    expect(String(configuration_values)).toContain("CriticalAddonsOnly");
  });
});

describe("nodes", () => {
  const json = () => probe((stack) => void nodeGroup(stack));

  test("hand out credentials to IMDSv2 alone, one hop away", () => {
    expect(at(json(), "aws_launch_template.nodes_general").metadata_options).toEqual({
      http_endpoint: "enabled",
      http_tokens: "required",
      http_put_response_hop_limit: 1,
    });
  });

  test("have encrypted volumes and the group of the tier alone", () => {
    const template = at(json(), "aws_launch_template.nodes_general");
    expect(template.vpc_security_group_ids).toEqual(["sg-application"]);
    expect(template.block_device_mappings).toMatchObject([
      { ebs: { encrypted: "true", kms_key_id: testKey("volumes"), volume_size: 50 } },
    ]);
  });

  test("are as many as the autoscaler chose, and are updated a share at a time", () => {
    expect(at(json(), "aws_eks_node_group.nodes_general")).toMatchObject({
      ami_type: "AL2023_ARM_64_STANDARD",
      scaling_config: { desired_size: 2, min_size: 2, max_size: 5 },
      update_config: { max_unavailable_percentage: 33 },
      lifecycle: { ignore_changes: ["scaling_config[0].desired_size"] },
    });
  });

  test("run the image of their architecture", () => {
    const imageOf = (machines: Partial<Machines>) =>
      at(
        probe((stack) => void nodeGroup(stack, [], machines)),
        "aws_eks_node_group.nodes_general",
      ).ami_type;
    expect(imageOf({ instanceTypes: ["m7i.large"] })).toBe("AL2023_x86_64_STANDARD");
    expect(imageOf({ instanceTypes: ["g6.xlarge"], gpu: true })).toBe("AL2023_x86_64_NVIDIA");
  });

  test("with GPUs take only pods that ask for them", () => {
    const gpu = probe((stack) => void nodeGroup(stack, [], { instanceTypes: ["g6.xlarge"], gpu: true }));
    expect(at(gpu, "aws_eks_node_group.nodes_general").taint).toEqual([
      { key: "nvidia.com/gpu", value: "present", effect: "NO_SCHEDULE" },
    ]);
    expect(at(json(), "aws_eks_node_group.nodes_general")).not.toHaveProperty("taint");
  });

  test("pull images of the environment and of add-ons, and join one cluster", () => {
    const site = siteOf(environmentOf("production"), {
      permissionsBoundaryArn: "boundary",
      logsKeyArn: testKey("logs"),
    });
    const found = Object.fromEntries(
      nodeStatements(site, "strata-test-main", "strata-prod-*").map(({ sid, resources }) => [sid, resources]),
    );
    expect(found.JoinCluster).toBe("arn:aws:eks:us-east-1:111122223333:cluster/strata-test-main");
    expect(found.PullImages).toEqual([
      "arn:aws:ecr:us-east-1:111122223333:repository/strata-prod-*",
      "arn:aws:ecr:us-east-1:*:repository/amazon*",
      "arn:aws:ecr:us-east-1:*:repository/eks/*",
    ]);
  });
});

describe("controllers", () => {
  const json = () =>
    probe((stack) => {
      new Controllers(stack, "controller", { site: testSite(stack), cluster });
    });

  test("scale the groups of the same cluster and no others", () => {
    const may = statementsOf(at(json(), "aws_iam_role_policy.controller_autoscaler").policy);
    expect(may.ScaleGroups?.Condition?.StringEquals).toEqual({
      "aws:ResourceTag/k8s.io/cluster-autoscaler/strata-test-main": "owned",
    });
  });

  test("register pods in target groups of the environment, and make no load balancer", () => {
    const { policy } = at(json(), "aws_iam_role_policy.controller_load_balancing");
    expect(statementsOf(policy).RegisterTargets?.Resource).toBe(
      "arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/strata-test-*/*",
    );
    expect(String(policy)).not.toMatch(/Create|Delete|Modify/);
  });
});
