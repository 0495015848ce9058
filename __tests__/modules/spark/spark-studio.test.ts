import { describe, expect, test } from "vitest";
import { SparkStudio } from "../../../modules/spark/spark-studio";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";
import { account, longestInlinePolicies, permissionsBoundaryArn } from "./fixtures";

const studio = () =>
  probe((stack) => {
    new SparkStudio(stack, "studio", {
      site: testSite(stack),
      placement: { vpcId: "vpc-1", subnetIds: ["subnet-1", "subnet-2"] },
      storage: { bucketName: "artifacts", prefix: "studio/", kmsKeyArn: testKey("artifacts") },
    });
  });
const policy = () => String(at(studio(), "aws_iam_role_policy.studio_service").policy);

describe("the Spark studio", () => {
  test("holds exactly these resources", () => {
    expect(typesOf(studio())).toEqual({
      aws_emr_studio: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_security_group: 2,
      aws_vpc_security_group_egress_rule: 1,
      aws_vpc_security_group_ingress_rule: 1,
    });
  });

  test("lets IAM say who comes in, and keeps notebooks under the given key", () => {
    expect(at(studio(), "aws_emr_studio.studio")).toMatchObject({
      name: "strata-test-studio",
      auth_mode: "IAM",
      default_s3_location: "s3://artifacts/studio/",
      encryption_key_arn: testKey("artifacts"),
      subnet_ids: ["subnet-1", "subnet-2"],
      workspace_security_group_id: "${aws_security_group.studio_workspace.id}",
      engine_security_group_id: "${aws_security_group.studio_engine.id}",
      depends_on: ["aws_iam_role_policy.studio_service"],
    });
  });

  test("connects Workspaces only to the gateway of a cluster, in one direction", () => {
    const gateway = { ip_protocol: "tcp", from_port: 18888, to_port: 18888 };
    expect(at(studio(), "aws_vpc_security_group_egress_rule.studio_workspace_to_engine")).toMatchObject({
      ...gateway,
      security_group_id: "${aws_security_group.studio_workspace.id}",
      referenced_security_group_id: "${aws_security_group.studio_engine.id}",
    });
    expect(at(studio(), "aws_vpc_security_group_ingress_rule.studio_engine_from_workspace")).toMatchObject({
      ...gateway,
      security_group_id: "${aws_security_group.studio_engine.id}",
      referenced_security_group_id: "${aws_security_group.studio_workspace.id}",
    });
  });

  test("has a role that EMR assumes for this account", () => {
    const role = at(studio(), "aws_iam_role.studio_service");
    expect(role).toMatchObject({ name: "strata-test-emr-studio", permissions_boundary: permissionsBoundaryArn });
    expect(statementsOf(role.assume_role_policy).AssumedByService).toMatchObject({
      Principal: { Service: "elasticmapreduce.amazonaws.com" },
      Condition: { StringEquals: { "aws:SourceAccount": account } },
    });
    expect(policy().length).toBeLessThan(longestInlinePolicies);
  });

  test("may keep notebooks in its folder, and change no rules but its own groups'", () => {
    const may = statementsOf(policy());
    expect(may.KeepNotebooks?.Resource).toBe("arn:aws:s3:::artifacts/studio/*");
    expect(may.ManageRulesOfOwnGroups?.Resource).toEqual(
      ["workspace", "engine"].map(
        (group) => `arn:aws:ec2:us-east-1:${account}:security-group/\${aws_security_group.studio_${group}.id}`,
      ),
    );
    // Narrowed by tags, Workspaces could not attach to a cluster.
    expect(may.AttachGroups).not.toHaveProperty("Condition");
    for (const { Resource, Action } of Object.values(may)) {
      if (Resource === "*") for (const action of [Action].flat()) expect(action).toMatch(/^ec2:Describe/);
    }
  });
});
