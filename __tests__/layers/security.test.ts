import { describe, expect, test } from "vitest";
import { classifications } from "../../layers/security/keys";
import { securityOutputs } from "../../layers/security/outputs";
import { SecurityStack } from "../../layers/security/stack";
import { outputName } from "../../platform/contract";
import { environmentOf } from "../support/environment";
import { addressesOf, at, synthesized, temporaryApp } from "../support/synthesis";

function security(environment = environmentOf("production")) {
  const app = temporaryApp();
  if (environment.primary) new SecurityStack(app, environment.primary);
  const { node } = new SecurityStack(app, environment);
  return synthesized(app)[node.id] ?? expect.fail(`no ${node.id}`);
}

describe("the security layer", () => {
  test("publishes its whole contract", () => {
    expect(Object.keys(security().output ?? {}).sort()).toEqual(
      Object.keys(securityOutputs.fields).map(outputName).sort(),
    );
  });

  test("holds one key per classification", () => {
    const keys = addressesOf(security()).filter((address) => address.startsWith("aws_kms_key."));
    expect(keys).toEqual(
      Object.keys(classifications)
        .map((name) => `aws_kms_key.${name}`)
        .sort(),
    );
  });

  test.each([
    ["sandbox", { multiRegion: false, window: 7, lock: undefined, forceDestroy: true }],
    ["nonproduction", { multiRegion: false, window: 30, lock: "GOVERNANCE", forceDestroy: false }],
    ["production", { multiRegion: true, window: 30, lock: "COMPLIANCE", forceDestroy: false }],
  ] as const)("protects by tier: %s", (tier, expected) => {
    const json = security(environmentOf(tier));
    expect(at(json, "aws_kms_key.lake")).toMatchObject({
      multi_region: expected.multiRegion,
      deletion_window_in_days: expected.window,
    });
    expect(at(json, "aws_s3_bucket.log_archive").force_destroy).toBe(expected.forceDestroy);
    const lock = json.resource?.aws_s3_bucket_object_lock_configuration?.log_archive as
      | { rule: { default_retention: { mode: string } } }
      | undefined;
    expect(lock?.rule.default_retention.mode).toBe(expected.lock);
  });

  test("owns the settings of account and region only where the environment says so", () => {
    const owned = (owns: { account: boolean; region: boolean }) => {
      const environment = environmentOf("production");
      const json = security({ ...environment, security: { ...environment.security, owns } });
      return addressesOf(json).filter((address) => /\.(account|region)$/.test(address));
    };
    expect(owned({ account: true, region: true })).toEqual([
      "aws_ebs_encryption_by_default.region",
      "aws_iam_account_password_policy.account",
      "aws_s3_account_public_access_block.account",
    ]);
    expect(owned({ account: false, region: true })).toEqual(["aws_ebs_encryption_by_default.region"]);
    expect(owned({ account: false, region: false })).toEqual([]);
  });
});

describe("the security layer of a recovery environment", () => {
  const primary = environmentOf("production", { name: "prod" });
  const follower = environmentOf("production", {
    name: "dr",
    region: "us-west-2",
    zones: ["us-west-2a", "us-west-2b"],
    recovers: "prod",
    primary,
  });

  test("replicates every key of its primary instead of making its own", () => {
    const json = security(follower);
    expect(json.resource).not.toHaveProperty("aws_kms_key");
    for (const name of Object.keys(classifications)) {
      expect(at(json, `aws_kms_replica_key.${name}`).primary_key_arn).toBe(
        `\${data.terraform_remote_state.prod_security.outputs.${name}_key_arn}`,
      );
    }
  });

  test("may work in its own region, in its primary's and at the edge", () => {
    expect(String(at(security(follower), "aws_iam_policy.boundary").policy)).toContain(
      '"aws:RequestedRegion":["us-west-2","us-east-1"]',
    );
  });

  test("leaves the primary as it would be alone", () => {
    const app = temporaryApp();
    new SecurityStack(app, primary);
    new SecurityStack(app, follower);
    expect(synthesized(app)["prod-security"]).toEqual(security(primary));
  });
});
