import { describe, expect, test } from "vitest";
import type { Environment } from "../../layers/layers";
import { classifications } from "../../layers/security/keys";
import { securityOutputs } from "../../layers/security/outputs";
import { outputName } from "../../platform/contract";
import { environmentOf } from "../support/environment";
import { layerOf } from "../support/layers";
import { addressesOf, at, statementsOf, typesOf } from "../support/synthesis";

function security(environment = environmentOf("production")) {
  const primary = environment.primary ? [environment.primary] : [];
  return layerOf("security", ...primary, environment)(environment.name);
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

  describe("owns what exists once", () => {
    const owning = (owns: Environment["owns"]) => security(environmentOf("production", { owns }));
    const perAccount = ["aws_iam_account_password_policy", "aws_s3_account_public_access_block"];
    const perRegion = [
      "aws_config_configuration_recorder",
      "aws_config_delivery_channel",
      "aws_ebs_encryption_by_default",
      "aws_guardduty_detector",
      "aws_inspector2_enabler",
      "aws_macie2_account",
      "aws_securityhub_account",
    ];

    test.each([
      ["account and region", { account: true, region: true }, [...perAccount, ...perRegion]],
      ["region", { account: false, region: true }, perRegion],
      ["nothing", { account: false, region: false }, []],
    ])("where the environment owns %s", (_, owns, expected) => {
      const types = Object.keys(typesOf(owning(owns)));
      expect(types.filter((type) => [...perAccount, ...perRegion].includes(type))).toEqual([...expected].sort());
    });

    test("and leaves management events, global resources and unused access to the owner of the account", () => {
      const follower = owning({ account: false, region: true });
      expect(at(follower, "aws_cloudtrail.trail").is_multi_region_trail).toBe(false);
      expect(at(follower, "aws_config_configuration_recorder.config").recording_group).toMatchObject({
        include_global_resource_types: false,
      });
      expect(addressesOf(follower)).not.toContain("aws_accessanalyzer_analyzer.access_unused");
      expect(addressesOf(follower)).not.toContain("aws_securityhub_finding_aggregator.securityhub");
    });
  });

  test("records reads and writes of the lake, the artifacts and the tables of the environment", () => {
    const selectors = JSON.stringify(at(security(), "aws_cloudtrail.trail").advanced_event_selector);
    for (const prefix of [
      "arn:aws:s3:::strata-test-lake-",
      "arn:aws:s3:::strata-test-artifacts-",
      "arn:aws:dynamodb:us-east-1:111122223333:table/strata-test-",
    ]) {
      expect(selectors).toContain(prefix);
    }
  });

  test.each([
    ["sandbox", { macie: false, unused: false, lock: undefined }],
    ["nonproduction", { macie: true, unused: true, lock: { min_retention_days: 7 } }],
    ["production", { macie: true, unused: true, lock: { min_retention_days: 35, changeable_for_days: 7 } }],
  ] as const)("looks and locks by tier: %s", (tier, expected) => {
    const json = security(environmentOf(tier));
    expect("aws_macie2_classification_job" in (json.resource ?? {})).toBe(expected.macie);
    expect(addressesOf(json).includes("aws_accessanalyzer_analyzer.access_unused")).toBe(expected.unused);
    const lock = json.resource?.aws_backup_vault_lock_configuration?.vault;
    if (expected.lock) expect(lock).toMatchObject(expected.lock);
    else expect(lock).toBeUndefined();
  });
});

test("a secret may be called like a key of the layer, and its address is known by the one it had before", () => {
  const { security: settings } = environmentOf("sandbox");
  const generated = { database: { application: "chat", description: "Signs." } };
  const environment = environmentOf("sandbox", { security: { ...settings, secrets: { rotationDays: 30, generated } } });
  const json = security(environment);
  expect(at(json, "aws_kms_key.database")).toBeDefined();
  expect(at(json, "aws_secretsmanager_secret.secret_database").name).toBe("strata-test-database");
  expect(json.moved).toEqual(
    ["secret", "secret_policy", "secret_rotation"].map((type) => ({
      from: `aws_secretsmanager_${type}.database`,
      to: `aws_secretsmanager_${type}.secret_database`,
    })),
  );
});

describe("the security layer of a recovery environment", () => {
  const { security: settings } = environmentOf("production");
  const objective = { rpoMinutes: 30, rtoMinutes: 60 };
  const objectives = { relational: objective, tables: objective, lake: objective };
  const alsoIn = [{ environment: "dr", region: "us-west-2" }];
  const primary = environmentOf("production", {
    name: "prod",
    recovery: { region: "us-west-2", strategy: "warm-standby", objectives },
    security: {
      ...settings,
      personas: { ...settings.personas, alsoIn },
      secrets: { rotationDays: 30, generated: { "signing-key": { application: "chat", description: "Signs." } } },
    },
  });
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
    for (const name of Object.keys(classifications).filter((name) => name !== "secrets")) {
      expect(at(json, `aws_kms_replica_key.${name}`).primary_key_arn).toBe(
        `\${data.terraform_remote_state.prod_security.outputs.${name}_key_arn}`,
      );
    }
  });

  test("reads the copies of its primary's secrets, under the replica of the key that the primary created", () => {
    const upstream = "data.terraform_remote_state.prod_security.outputs";
    const [of, by] = [security(primary), security(follower)];
    expect(at(of, "aws_kms_replica_key.recovery_secrets")).toMatchObject({
      provider: "aws.us-west-2",
      primary_key_arn: "${aws_kms_key.secrets.arn}",
    });
    expect(at(of, "aws_secretsmanager_secret.secret_signing_key").replica).toEqual([
      { region: "us-west-2", kms_key_id: "${aws_kms_replica_key.recovery_secrets.arn}" },
    ]);
    expect(of.output?.recovery_secrets_key_arn?.value).toBe("${aws_kms_replica_key.recovery_secrets.arn}");

    expect(by.resource).not.toHaveProperty("aws_secretsmanager_secret");
    expect(at(by, "aws_kms_alias.secrets")).toMatchObject({
      name: "alias/strata-dr-secrets",
      target_key_id: `\${${upstream}.recovery_secrets_key_arn}`,
    });
    expect(by.output?.secret_arns?.value).toEqual({
      "signing-key": `\${replace(${upstream}.secret_arns["signing-key"], ":us-east-1:", ":us-west-2:")}`,
    });
  });

  test("uses the boundary and people of a primary in the same account, and has a separate pipeline", () => {
    const json = security(follower);
    const outputs = "data.terraform_remote_state.prod_security.outputs";
    expect(addressesOf(json)).not.toContain("aws_iam_policy.boundary");
    expect(at(json, "aws_iam_role.trail").permissions_boundary).toBe(`\${${outputs}.permissions_boundary_arn}`);
    expect(json.output?.persona_role_arns?.value).toBe(`\${${outputs}.persona_role_arns}`);
    expect(String(at(security(primary), "aws_iam_policy.boundary").policy)).toContain(
      '"aws:RequestedRegion":["us-east-1","us-west-2"]',
    );
  });

  test("copies the archive of its primary within 15 minutes, from its own side", () => {
    const json = security(follower);
    expect(at(json, "aws_s3_bucket_replication_configuration.log_archive_replication")).toMatchObject({
      provider: "aws.us-east-1",
      bucket: "${data.terraform_remote_state.prod_security.outputs.log_archive_bucket_name}",
      rule: [
        {
          status: "Enabled",
          source_selection_criteria: { sse_kms_encrypted_objects: { status: "Enabled" } },
          destination: {
            bucket: "${aws_s3_bucket.log_archive.arn}",
            encryption_configuration: { replica_kms_key_id: "${aws_kms_replica_key.logs.arn}" },
            replication_time: { status: "Enabled", time: { minutes: 15 } },
          },
        },
      ],
    });
    expect(json.provider.aws).toMatchObject([
      { region: "us-west-2" },
      { region: "us-east-1", alias: "us-east-1", allowed_account_ids: ["111122223333"] },
    ]);
  });

  test("copies it with rights that the boundary allows, and deletes nothing there", () => {
    const { DenyTamperingWithLogArchive } = statementsOf(at(security(primary), "aws_iam_policy.boundary").policy);
    const role = "aws_iam_role_policy.log_archive_replication_role";
    const { WriteCopies } = statementsOf(at(security(follower), role).policy);
    const written = [WriteCopies?.Action].flat();
    expect(written).toEqual(["s3:ReplicateObject", "s3:ReplicateTags"]);
    expect(DenyTamperingWithLogArchive?.NotAction).toEqual(expect.arrayContaining(written));
    expect(DenyTamperingWithLogArchive?.NotAction).not.toContain("s3:ReplicateDelete");
    expect(at(security(follower), "aws_s3_bucket_replication_configuration.log_archive_replication")).toMatchObject({
      depends_on: ["aws_s3_bucket_versioning.log_archive", role],
      rule: [{ delete_marker_replication: { status: "Disabled" } }],
    });
  });

  test("leaves the primary as it would be alone", () => {
    expect(layerOf("security", primary, follower)("prod")).toEqual(security(primary));
  });
});
