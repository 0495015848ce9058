import { describe, expect, test } from "vitest";
import { classifications } from "../../../layers/security/keys";
import { CustomerManagedKey } from "../../../modules/encryption/customer-managed-key";
import { type KeyUse, keyPolicy } from "../../../modules/encryption/key-policy";
import { ReplicaKey } from "../../../modules/encryption/replica-key";
import { locationOf } from "../../../platform/site";
import { evaluate } from "../../../policies/access/evaluate";
import { environmentOf } from "../../support/environment";
import { testKey } from "../../support/site";
import { addressesOf, at, probe, statementsOf } from "../../support/synthesis";

const site = locationOf(environmentOf("production"));
const common = { site, purpose: "lake", description: "The lake", deletionWindowDays: 30, use: {} };
const policyFor = (use: KeyUse) => statementsOf(keyPolicy({ site, use }));

describe("a customer-managed key", () => {
  const json = () =>
    probe((stack) => {
      new CustomerManagedKey(stack, "lake", { ...common, rotationDays: 365, multiRegion: true });
    });

  test("rotates, waits before it is gone, and has an alias", () => {
    expect(addressesOf(json())).toEqual(["aws_kms_alias.lake", "aws_kms_key.lake"]);
    expect(at(json(), "aws_kms_key.lake")).toMatchObject({
      enable_key_rotation: true,
      rotation_period_in_days: 365,
      deletion_window_in_days: 30,
      multi_region: true,
    });
  });
});

test("a replica key names its primary and has a separate alias", () => {
  const primaryKeyArn = "arn:aws:kms:us-west-2:111122223333:key/mrk-1";
  const json = probe((stack) => {
    new ReplicaKey(stack, "lake", { ...common, primaryKeyArn });
  });
  expect(addressesOf(json)).toEqual(["aws_kms_alias.lake", "aws_kms_replica_key.lake"]);
  expect(at(json, "aws_kms_replica_key.lake")).toMatchObject({ primary_key_arn: primaryKeyArn });
});

describe("a key policy", () => {
  test("lets IAM administer the key, and denies encrypt and decrypt without a use", () => {
    const statements = policyFor({});
    expect(Object.keys(statements)).toEqual(["AdministeredThroughIam"]);
    expect(statements.AdministeredThroughIam?.Action).not.toEqual(expect.arrayContaining(["kms:Decrypt"]));
    expect(JSON.stringify(statements)).not.toContain("kms:*");
  });

  test("limits use to the named services in its account and region", () => {
    const { UsedThroughServices, GrantedToServices } = policyFor({ throughServices: ["s3", "glue"] });
    const through = {
      "kms:CallerAccount": "111122223333",
      "kms:ViaService": ["s3.us-east-1.amazonaws.com", "glue.us-east-1.amazonaws.com"],
    };
    expect(UsedThroughServices?.Condition).toEqual({ StringEquals: through });
    expect(GrantedToServices?.Condition).toEqual({
      StringEquals: through,
      Bool: { "kms:GrantIsForAWSResource": "true" },
    });
  });

  test("lets roles of services that look at data decrypt, and no more", () => {
    const statements = policyFor({ readingServiceLinkedRoles: ["macie.amazonaws.com"] });
    expect(statements.ReadByServiceLinkedRoles).toMatchObject({
      Action: ["kms:Decrypt", "kms:DescribeKey"],
      Condition: {
        StringEquals: { "kms:CallerAccount": "111122223333" },
        ArnLike: { "aws:PrincipalArn": ["arn:aws:iam::111122223333:role/aws-service-role/macie.amazonaws.com/*"] },
      },
    });
  });

  test.each([
    ["kms:GenerateDataKeyWithoutPlaintext", {}],
    ["kms:CreateGrant", { "kms:GrantIsForAWSResource": "true" }],
  ])(
    "of volumes lets EC2 Auto Scaling start nodes, whose own role has no right to any key: %s",
    async (action, context) => {
      const policy = JSON.parse(keyPolicy({ site, use: classifications.volumes.use }));
      const by = async (service: string) => {
        const role = `role/aws-service-role/${service}.amazonaws.com/AWSServiceRole`;
        const { allowed } = await evaluate(
          {
            request: {
              action,
              principal: "arn:aws:sts::111122223333:assumed-role/AWSServiceRole/service",
              resource: { resource: testKey("volumes"), accountId: "111122223333" },
              contextVariables: {
                "kms:CallerAccount": "111122223333",
                "aws:PrincipalArn": `arn:aws:iam::111122223333:${role}`,
              },
            },
            identityPolicies: [],
            resourcePolicy: policy,
            serviceControlPolicies: [],
            resourceControlPolicies: [],
          },
          context,
        );
        return allowed;
      };
      expect(await by("autoscaling")).toBe(true);
      expect(await by("macie")).toBe(false);
    },
  );

  test("binds service principals to the account and log groups to their encryption context", () => {
    const { UsedByServices, UsedByLogGroups } = policyFor({
      servicePrincipals: ["delivery.logs.amazonaws.com"],
      logGroups: true,
    });
    expect(UsedByServices?.Condition).toEqual({ StringEquals: { "aws:SourceAccount": "111122223333" } });
    expect(UsedByLogGroups?.Condition).toEqual({
      ArnLike: {
        "kms:EncryptionContext:aws:logs:arn": [
          "arn:aws:logs:us-east-1:111122223333:anomaly-detector:*",
          "arn:aws:logs:us-east-1:111122223333:log-group:*",
        ],
      },
    });
  });
});
