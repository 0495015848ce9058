import { describe, expect, test } from "vitest";
import { HadoopCluster, type HadoopClusterProps } from "../../../modules/spark/hadoop-cluster";
import type { Site } from "../../../platform/site";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";
import { account, lake, longestInlinePolicies, permissionsBoundaryArn } from "./fixtures";

const operation: HadoopClusterProps["operation"] = {
  idleMinutes: 60,
  concurrentSteps: 4,
  rootVolumeGiB: 30,
  logs: { bucketName: "logs", prefix: "emr/", kmsKeyArn: testKey("lake") },
};
const cluster = (changes: Partial<HadoopClusterProps> = {}, site: Partial<Site> = {}) =>
  probe((stack) => {
    new HadoopCluster(stack, "hadoop", {
      site: testSite(stack, site),
      purpose: "hadoop",
      lake,
      fleets: {
        primaryTypes: ["m7g.xlarge", "m6g.xlarge"],
        workerTypes: [
          { instanceType: "r7g.xlarge", units: 4 },
          { instanceType: "r7g.2xlarge", units: 8 },
        ],
        core: { onDemandUnits: 8, spotUnits: 4 },
        task: { onDemandUnits: 0, spotUnits: 4 },
        limits: { minimum: 12, maximum: 128, maximumCore: 32, maximumOnDemand: 32 },
        volumeGiB: 128,
      },
      placement: { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"], securityGroupId: "sg-data" },
      encryption: {
        volumesKeyArn: testKey("volumes"),
        certificates: { bucketName: "artifacts", objectKey: "emr/certificates.zip", kmsKeyArn: testKey("artifacts") },
      },
      operation,
      ...changes,
    });
  });
const block = (...args: Parameters<typeof cluster>) => at(cluster(...args), "aws_emr_cluster.hadoop");
const policyOf = (role: string) => String(at(cluster(), `aws_iam_role_policy.hadoop_${role}`).policy);

describe("the Hadoop cluster", () => {
  test("holds exactly these resources", () => {
    expect(typesOf(cluster())).toEqual({
      aws_emr_cluster: 1,
      aws_emr_instance_fleet: 1,
      aws_emr_managed_scaling_policy: 1,
      aws_emr_security_configuration: 1,
      aws_iam_instance_profile: 1,
      aws_iam_role: 2,
      aws_iam_role_policy: 2,
      aws_security_group: 3,
      aws_vpc_security_group_egress_rule: 10,
      aws_vpc_security_group_ingress_rule: 8,
    });
  });

  test.each(["primary", "workers"])("lets its %s report to the API that scales and ends it", (group) => {
    expect(at(cluster(), `aws_vpc_security_group_egress_rule.hadoop_network_${group}_to_internet`)).toMatchObject({
      security_group_id: `\${aws_security_group.hadoop_network_${group}.id}`,
      cidr_ipv4: "0.0.0.0/0",
      ip_protocol: "tcp",
      from_port: 443,
      to_port: 443,
    });
  });

  test("is not replaced because managed scaling did its work", () => {
    expect(block().lifecycle).toMatchObject({
      ignore_changes: [
        "core_instance_fleet[0].target_on_demand_capacity",
        "core_instance_fleet[0].target_spot_capacity",
      ],
    });
    expect(at(cluster(), "aws_emr_instance_fleet.hadoop_task").lifecycle).toEqual({
      ignore_changes: ["target_on_demand_capacity", "target_spot_capacity"],
    });
  });

  test("is not replaced because EMR answers in other words than it was asked in", () => {
    expect(block().log_uri).toMatch(/\/$/);
    // Steps come and go on a running cluster, and one that is declared forces a replacement.
    for (const declared of ["step", "placement_group_config"]) expect(block()).not.toHaveProperty(declared);
    const configurations = JSON.parse(String(block().configurations_json)) as Record<string, unknown>[];
    for (const one of configurations) expect(Object.keys(one)).toEqual(["Classification", "Properties"]);
  });

  test("is replaced when its encryption changes, which it keeps for life", () => {
    expect(block().lifecycle).toMatchObject({
      replace_triggered_by: ["aws_emr_security_configuration.hadoop_encryption"],
    });
  });

  test("has its primary node on demand and finds on-demand workers where there is no spot capacity", () => {
    const spot = {
      allocation_strategy: "price-capacity-optimized",
      timeout_action: "SWITCH_TO_ON_DEMAND",
      timeout_duration_minutes: 10,
    };
    const primary = block().master_instance_fleet as Record<string, unknown>;
    expect(primary).toMatchObject({ target_on_demand_capacity: 1 });
    expect(primary).not.toHaveProperty("target_spot_capacity");
    expect(primary.launch_specifications).not.toHaveProperty("spot_specification");
    expect(block().core_instance_fleet).toMatchObject({
      target_on_demand_capacity: 8,
      target_spot_capacity: 4,
      launch_specifications: { spot_specification: [spot] },
      instance_type_configs: [
        { instance_type: "r7g.xlarge", weighted_capacity: 4, ebs_config: [{ size: 128, type: "gp3" }] },
        { instance_type: "r7g.2xlarge", weighted_capacity: 8 },
      ],
    });
    expect(at(cluster(), "aws_emr_instance_fleet.hadoop_task")).toMatchObject({
      target_on_demand_capacity: 0,
      target_spot_capacity: 4,
      launch_specifications: { spot_specification: [spot] },
    });
  });

  test("is scaled in units, between the given limits, once the task fleet is there", () => {
    expect(at(cluster(), "aws_emr_managed_scaling_policy.hadoop_scaling")).toMatchObject({
      compute_limits: [
        {
          unit_type: "InstanceFleetUnits",
          minimum_capacity_units: 12,
          maximum_capacity_units: 128,
          maximum_core_capacity_units: 32,
          maximum_ondemand_capacity_units: 32,
        },
      ],
      depends_on: ["aws_emr_instance_fleet.hadoop_task"],
    });
  });

  test("ends when idle, and otherwise only when its protection is lifted", () => {
    expect(block()).toMatchObject({
      auto_termination_policy: { idle_timeout: 3600 },
      termination_protection: true,
      keep_job_flow_alive_when_no_steps: true,
      step_concurrency_level: 4,
    });
    expect(block({}, { deletionProtection: false }).termination_protection).toBe(false);
  });

  test("keeps its tables in the Glue catalog, its logs in the lake, and takes no SSH key", () => {
    expect(block().configurations_json).toContain("AWSGlueDataCatalogHiveClientFactory");
    expect(block()).toMatchObject({
      log_uri: "s3://logs/emr/",
      log_encryption_kms_key_id: testKey("lake"),
      ebs_root_volume_size: 30,
      applications: ["Hadoop", "Hive", "JupyterEnterpriseGateway", "Livy", "Spark"],
    });
    expect(block().ec2_attributes).not.toHaveProperty("key_name");
  });

  test("encrypts everything it keeps and sends, and knows no secret", () => {
    const { configuration } = at(cluster(), "aws_emr_security_configuration.hadoop_encryption");
    expect(JSON.parse(String(configuration))).toEqual({
      EncryptionConfiguration: {
        EnableAtRestEncryption: true,
        AtRestEncryptionConfiguration: {
          S3EncryptionConfiguration: { EncryptionMode: "SSE-KMS", AwsKmsKey: testKey("lake") },
          LocalDiskEncryptionConfiguration: {
            EncryptionKeyProviderType: "AwsKms",
            AwsKmsKey: testKey("volumes"),
            EnableEbsEncryption: true,
          },
        },
        EnableInTransitEncryption: true,
        InTransitEncryptionConfiguration: {
          TLSCertificateConfiguration: {
            CertificateProviderType: "PEM",
            S3Object: "s3://artifacts/emr/certificates.zip",
          },
        },
      },
      InstanceMetadataServiceConfiguration: { MinimumInstanceMetadataServiceVersion: 2, HttpPutResponseHopLimit: 1 },
    });
    expect(block()).not.toHaveProperty("kerberos_attributes");
  });
});

describe("the network of a cluster", () => {
  test("lets its nodes meet each other and EMR, by group", () => {
    const rules = Object.values(cluster().resource?.aws_vpc_security_group_ingress_rule ?? {});
    const shortened = rules.map(({ security_group_id: to, referenced_security_group_id: from, from_port: port }) =>
      [from, to, port ?? "all"].join(" ").replaceAll(/\$\{aws_security_group\.hadoop_network_(\w+)\.id\}/g, "$1"),
    );
    expect(shortened.toSorted()).toEqual([
      "primary primary all",
      "primary service 9443",
      "primary workers all",
      "service primary 8443",
      "service workers 8443",
      "workers primary all",
      "workers service 9443",
      "workers workers all",
    ]);
    for (const rule of rules) expect(rule).not.toHaveProperty("cidr_ipv4");
  });

  test("can be taken down although EMR wrote rules into its groups, and holds none inline", () => {
    for (const group of ["primary", "workers", "service"]) {
      const found = at(cluster(), `aws_security_group.hadoop_network_${group}`);
      expect(found.revoke_rules_on_delete).toBe(true);
      expect(found).not.toHaveProperty("ingress");
      expect(found).not.toHaveProperty("egress");
    }
  });

  test("has its rules before the cluster: one that EMR adds first could not be created", () => {
    expect(block().ec2_attributes).toMatchObject({
      emr_managed_master_security_group: "${aws_security_group.hadoop_network_primary.id}",
      emr_managed_slave_security_group: "${aws_security_group.hadoop_network_workers.id}",
      service_access_security_group: "${aws_security_group.hadoop_network_service.id}",
      additional_master_security_groups: "sg-data",
      additional_slave_security_groups: "sg-data",
    });
    const waits = block().depends_on as string[];
    expect(waits.filter((address) => address.startsWith("aws_vpc_security_group_"))).toHaveLength(18);
    expect(waits).toContain("aws_iam_role_policy.hadoop_service");
  });
});

describe("the roles of a cluster", () => {
  test("are EMR's for this account and the nodes', under the boundary", () => {
    expect(at(cluster(), "aws_iam_role.hadoop_service")).toMatchObject({
      name: "strata-test-emr-hadoop-service",
      permissions_boundary: permissionsBoundaryArn,
    });
    const trust = statementsOf(at(cluster(), "aws_iam_role.hadoop_service").assume_role_policy);
    expect(trust.AssumedByService?.Condition).toEqual({
      StringEquals: { "aws:SourceAccount": account },
      ArnLike: { "aws:SourceArn": `arn:aws:elasticmapreduce:us-east-1:${account}:*` },
    });
    expect(at(cluster(), "aws_iam_role.hadoop_nodes")).toMatchObject({
      name: "strata-test-emr-hadoop-nodes",
      permissions_boundary: permissionsBoundaryArn,
    });
    expect(at(cluster(), "aws_iam_instance_profile.hadoop").role).toBe("strata-test-emr-hadoop-nodes");
  });

  test.each(["service", "nodes"])("fit the %s into an inline policy", (role) => {
    expect(policyOf(role).length).toBeLessThan(longestInlinePolicies);
  });

  test("let EMR build in these subnets and groups, manage what carries its tag, and pass one role to EC2", () => {
    const may = statementsOf(policyOf("service"));
    expect(may.LaunchInNetwork?.Resource).toEqual([
      `arn:aws:ec2:us-east-1:${account}:subnet/subnet-1`,
      `arn:aws:ec2:us-east-1:${account}:subnet/subnet-2`,
      ...["primary", "workers", "service"].map(
        (group) => `arn:aws:ec2:us-east-1:${account}:security-group/\${aws_security_group.hadoop_network_${group}.id}`,
      ),
      `arn:aws:ec2:us-east-1:${account}:security-group/sg-data`,
    ]);
    expect(may.ManageRulesOfOwnGroups?.Resource).toHaveLength(3);
    expect(may.ManageRulesOfOwnGroups?.Resource).not.toContain(
      `arn:aws:ec2:us-east-1:${account}:security-group/sg-data`,
    );
    const tagged = { "aws:ResourceTag/for-use-with-amazon-emr-managed-policies": "true" };
    expect(may.ManageOwnNodes?.Condition).toEqual({ StringEquals: tagged });
    expect(block().tags).toEqual({ "for-use-with-amazon-emr-managed-policies": "true" });
    expect(may.HandRoleToNodes).toMatchObject({
      Resource: "${aws_iam_role.hadoop_nodes.arn}",
      Condition: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    });
    expect(may.LetNodesUseVolumes?.Condition).toMatchObject({ Bool: { "kms:GrantIsForAWSResource": "true" } });
  });

  test("leave `*` to descriptions", () => {
    for (const { Resource, Action } of Object.values(statementsOf(policyOf("service")))) {
      if (Resource === "*") for (const action of [Action].flat()) expect(action).toMatch(/^ec2:Describe/);
    }
    expect(Object.values(statementsOf(policyOf("nodes"))).map(({ Resource }) => Resource)).not.toContain("*");
  });

  test("let nodes work in the lake, write their logs and read their certificates", () => {
    const may = statementsOf(policyOf("nodes"));
    expect(may.WriteProcessed?.Resource).toBe("arn:aws:s3:::processed/*");
    expect(may.WriteLogs?.Resource).toBe("arn:aws:s3:::logs/emr/*");
    expect(may.ReadCertificates?.Resource).toBe("arn:aws:s3:::artifacts/emr/certificates.zip");
  });
});
