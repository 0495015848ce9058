import { describe, expect, test } from "vitest";
import { PermissionsBoundary } from "../../../modules/identity/permissions-boundary";
import { at, probe, statementsOf } from "../../support/synthesis";

const policy = (breakGlass?: string) => {
  const json = probe((stack) => {
    new PermissionsBoundary(stack, "boundary", {
      name: "strata-dev-boundary",
      account: "111122223333",
      regions: ["us-west-2", "us-east-1"],
      namePrefixes: ["strata-dev", "strata-far"],
      breakGlass,
    });
  });
  return String(at(json, "aws_iam_policy.boundary").policy);
};
const own = "arn:aws:iam::111122223333:policy/strata-dev-boundary";

describe("the permissions boundary", () => {
  test("fits a managed policy: at most 6,144 characters without white space (IAM quotas)", () => {
    expect(policy("dev").length).toBeLessThanOrEqual(6144);
  });

  test("allows services one by one, never everything", () => {
    const { AllowPlatformServices } = statementsOf(policy());
    expect(AllowPlatformServices?.Action).toEqual(expect.arrayContaining(["s3:*", "eks:*", "bedrock:*"]));
    expect(AllowPlatformServices?.Action).not.toContain("*");
  });

  test("denies what would lift it: changing it, removing it, making roles without it", () => {
    const { DenyChangeOfBoundary, DenyRemovalOfBoundary, DenyRolesWithoutBoundary } = statementsOf(policy());
    expect(DenyChangeOfBoundary).toMatchObject({ Effect: "Deny", Resource: own });
    expect(DenyChangeOfBoundary?.Action).toEqual(
      expect.arrayContaining(["iam:CreatePolicyVersion", "iam:DeletePolicy"]),
    );
    expect(DenyRemovalOfBoundary).toMatchObject({ Effect: "Deny", Resource: "*" });
    expect(DenyRolesWithoutBoundary).toMatchObject({
      Effect: "Deny",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": own } },
    });
    expect(DenyRolesWithoutBoundary?.Action).toEqual(expect.arrayContaining(["iam:CreateRole", "iam:PutRolePolicy"]));
  });

  test("keeps to the environment's regions, except for services that have none", () => {
    expect(statementsOf(policy()).DenyOtherRegions).toMatchObject({
      Effect: "Deny",
      NotAction: expect.arrayContaining(["iam:*", "cloudfront:*"]),
      Condition: { StringNotEquals: { "aws:RequestedRegion": ["us-west-2", "us-east-1"] } },
    });
  });

  test("keeps the audit trail out of reach", () => {
    expect(statementsOf(policy()).DenyTamperingWithAudit).toMatchObject({
      Effect: "Deny",
      Action: expect.arrayContaining(["cloudtrail:StopLogging", "guardduty:DeleteDetector"]),
    });
  });

  test("keeps IAM to roles and policies of the platform's names, without a path", () => {
    const { DenyIamOutsidePlatform, DenyOtherIdentities } = statementsOf(policy());
    expect(DenyIamOutsidePlatform).toMatchObject({
      Effect: "Deny",
      Action: expect.arrayContaining(["iam:PassRole", "iam:Create*"]),
      NotResource: expect.arrayContaining([
        "arn:aws:iam::111122223333:role/strata-dev-*",
        "arn:aws:iam::111122223333:policy/strata-far-*",
      ]),
    });
    expect(DenyOtherIdentities).toMatchObject({ Effect: "Deny", Action: "sts:Assume*" });
  });

  test("guards the log archive and the trail's log group of every environment it serves", () => {
    const { DenyTamperingWithLogArchive, DenyTamperingWithTrailLogs } = statementsOf(policy());
    expect(DenyTamperingWithLogArchive?.Resource).toContain("arn:aws:s3:::strata-far-log-*");
    expect(DenyTamperingWithTrailLogs?.Resource).toContain("arn:aws:logs:*:111122223333:log-group:/strata/far/trail*");
  });

  test("asks for the break-glass tag only where told to", () => {
    expect(statementsOf(policy())).not.toHaveProperty("DenyDeletionWithoutBreakGlass");
    expect(statementsOf(policy("prod")).DenyDeletionWithoutBreakGlass).toMatchObject({
      Effect: "Deny",
      Action: expect.arrayContaining(["kms:ScheduleKeyDeletion", "rds:DeleteDBCluster", "s3:DeleteBucket"]),
      Condition: { StringNotEquals: { "aws:PrincipalTag/break-glass": "prod" } },
    });
  });
});
