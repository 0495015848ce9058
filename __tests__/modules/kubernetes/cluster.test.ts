import { describe, expect, test } from "vitest";
import { ClusterAccess, type ClusterAccessProps } from "../../../modules/kubernetes/access";
import { AutoModeNodes } from "../../../modules/kubernetes/auto-mode";
import { Cluster, type ClusterProps } from "../../../modules/kubernetes/cluster";
import type { Site } from "../../../platform/site";
import { allows, through } from "../../support/grants";
import { testKey, testSite } from "../../support/site";
import { addressesOf, at, probe, statementsOf, typesOf } from "../../support/synthesis";

const cluster = (changes: Partial<ClusterProps> = {}, site: Partial<Site> = {}) =>
  probe((stack) => {
    new Cluster(stack, "cluster", {
      site: testSite(stack, site),
      purpose: "main",
      kubernetes: { version: "1.35", support: "standard" },
      network: { subnetIds: ["subnet-1", "subnet-2"], securityGroupId: "sg-application" },
      secretsKeyArn: testKey("secrets"),
      ...changes,
    });
  });
const address = "aws_eks_cluster.cluster";
const autoMode = { nodeRoleArn: "arn:aws:iam::111122223333:role/nodes", volumesKeyArn: testKey("volumes") };

describe("the cluster", () => {
  test("holds exactly these resources", () => {
    expect(typesOf(cluster())).toEqual({
      aws_cloudwatch_log_group: 1,
      aws_eks_cluster: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      terraform_data: 1,
    });
  });

  test("answers inside the VPC only, in the group of the tier", () => {
    expect(at(cluster(), address).vpc_config).toEqual({
      endpoint_private_access: true,
      endpoint_public_access: false,
      security_group_ids: ["sg-application"],
      subnet_ids: ["subnet-1", "subnet-2"],
    });
  });

  test.each([[{}], [{ autoMode }]])(
    "has no default administrator and no default add-ons from the first apply: %o",
    (changes) => {
      expect(at(cluster(changes), address)).toMatchObject({
        access_config: { authentication_mode: "API", bootstrap_cluster_creator_admin_permissions: false },
        bootstrap_self_managed_addons: false,
      });
    },
  );

  test("encrypts secrets, and logs everything to a group with a key and an end that is there before", () => {
    const json = cluster();
    expect(at(json, address)).toMatchObject({
      encryption_config: { resources: ["secrets"], provider: { key_arn: testKey("secrets") } },
      enabled_cluster_log_types: ["api", "audit", "authenticator", "controllerManager", "scheduler"],
      depends_on: expect.arrayContaining(["aws_cloudwatch_log_group.cluster"]),
    });
    expect(at(json, "aws_cloudwatch_log_group.cluster")).toMatchObject({
      name: "/aws/eks/strata-test-main/cluster",
      kms_key_id: testKey("logs"),
      retention_in_days: 400,
    });
  });

  test("asks for no more than EKS needs", () => {
    const may = statementsOf(at(cluster(), "aws_iam_role_policy.cluster_control_plane").policy);
    expect(Object.keys(may)).toEqual(["TagNodes", "SeeNodes", "EncryptSecrets"]);
    expect(may.EncryptSecrets?.Resource).toBe(testKey("secrets"));
  });

  test("keeps its mode: another one replaces it, which protection from deletion refuses", () => {
    expect(at(cluster(), address).lifecycle).toMatchObject({
      prevent_destroy: true,
      replace_triggered_by: ["terraform_data.cluster_compute_mode"],
    });
    const modeOf = (json: ReturnType<typeof cluster>) => at(json, "terraform_data.cluster_compute_mode").input;
    expect(modeOf(cluster())).toEqual({ mode: "node-groups" });
    expect(modeOf(cluster({ autoMode }))).toEqual({ mode: "auto" });
    const free = at(cluster({}, { deletionProtection: false }), address);
    expect(free.lifecycle).toMatchObject({ prevent_destroy: false });
  });

  test("keeps its zones when the environment gets another one, which EKS would refuse", () => {
    expect(at(cluster(), address).lifecycle).toMatchObject({ ignore_changes: ["vpc_config[0].subnet_ids"] });
  });

  test("pays for longer support only where asked to", () => {
    const policyOf = (support: "standard" | "extended") =>
      at(cluster({ kubernetes: { version: "1.33", support } }), address).upgrade_policy;
    expect(policyOf("standard")).toEqual({ support_type: "STANDARD" });
    expect(policyOf("extended")).toEqual({ support_type: "EXTENDED" });
  });
});

describe("Auto Mode", () => {
  const auto = () => cluster({ autoMode });

  test("turns on all three of its parts, which EKS takes together only", () => {
    expect(at(auto(), address)).toMatchObject({
      compute_config: { enabled: true, node_pools: ["system"], node_role_arn: autoMode.nodeRoleArn },
      kubernetes_network_config: { elastic_load_balancing: { enabled: true } },
      storage_config: { block_storage: { enabled: true } },
    });
    for (const part of ["compute_config", "kubernetes_network_config", "storage_config"]) {
      expect(at(cluster(), address)).not.toHaveProperty(part);
    }
  });

  test("gives the control plane what AWS lists for it, before the cluster is there", () => {
    const json = auto();
    const attached = addressesOf(json).filter((one) => one.startsWith("aws_iam_role_policy_attachment."));
    expect(attached.map((one) => at(json, one).policy_arn)).toEqual(
      ["BlockStorage", "Compute", "LoadBalancing", "Networking"].map(
        (name) => `arn:aws:iam::aws:policy/AmazonEKS${name}Policy`,
      ),
    );
    expect(at(json, address).depends_on).toEqual(expect.arrayContaining(attached));
    const trust = statementsOf(at(json, "aws_iam_role.cluster_control_plane").assume_role_policy);
    expect(trust.AssumedByService?.Action).toEqual(["sts:AssumeRole", "sts:TagSession"]);
  });

  test("lets the control plane encrypt the volumes of nodes, which no policy of AWS does", async () => {
    const may = (changes: Partial<ClusterProps>, context: Record<string, string>) =>
      allows(JSON.parse(String(at(cluster(changes), "aws_iam_role_policy.cluster_control_plane").policy)), {
        action: "kms:GenerateDataKeyWithoutPlaintext",
        resource: testKey("volumes"),
        context,
      });
    expect(await may({ autoMode }, through("ec2"))).toBe(true);
    expect(await may({ autoMode }, through("rds"))).toBe(false);
    expect(await may({}, through("ec2"))).toBe(false);
  });

  test("lets system nodes and nodes of the tier reach each other", () => {
    const rules = probe((stack) => {
      new AutoModeNodes(stack, "auto", { ownSecurityGroupId: "sg-eks", securityGroupId: "sg-application" });
    });
    expect(typesOf(rules)).toEqual({ aws_vpc_security_group_egress_rule: 1, aws_vpc_security_group_ingress_rule: 2 });
  });
});

describe("access", () => {
  const roles = {
    developer: "arn:aws:iam::111122223333:role/personas/developer",
    deployer: "arn:aws:iam::111122223333:role/personas/deployer",
    operations: "arn:aws:iam::111122223333:role/personas/operations",
  };
  const access = (props: Partial<ClusterAccessProps>) =>
    probe((stack) => {
      new ClusterAccess(stack, "access", { clusterName: "strata-test-main", ...props });
    });

  test("maps each persona to its own group and gives it nothing else", () => {
    const json = access({ personaRoleArns: roles });
    expect(typesOf(json)).toEqual({ aws_eks_access_entry: 3 });
    for (const [persona, principal_arn] of Object.entries(roles)) {
      const entry = { principal_arn, kubernetes_groups: [`platform:${persona}`] };
      expect(at(json, `aws_eks_access_entry.access_${persona}`)).toMatchObject(entry);
    }
  });

  test("lets the pipeline in as deployers, and not as administrator", () => {
    const json = access({ deliveryRoleArn: "arn:aws:iam::111122223333:role/delivery/apply" });
    expect(typesOf(json)).toEqual({ aws_eks_access_entry: 1 });
    expect(at(json, "aws_eks_access_entry.access_delivery").kubernetes_groups).toEqual(["platform:deployer"]);
  });

  test("makes one role administrator, while the glass is broken", () => {
    expect(typesOf(access({}))).toEqual({});
    const json = access({ breakGlassRoleArn: "arn:aws:iam::111122223333:role/rescue" });
    expect(typesOf(json)).toEqual({ aws_eks_access_entry: 1, aws_eks_access_policy_association: 1 });
    expect(at(json, "aws_eks_access_policy_association.access_break_glass_administrator")).toMatchObject({
      policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      access_scope: { type: "cluster" },
    });
    expect(at(json, "aws_eks_access_entry.access_break_glass")).not.toHaveProperty("kubernetes_groups");
  });
});
