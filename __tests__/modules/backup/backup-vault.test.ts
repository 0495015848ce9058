import { describe, expect, test } from "vitest";
import { BackupVault, type BackupVaultProps } from "../../../modules/backup/backup-vault";
import { testKey, testSite } from "../../support/site";
import { at, probe, statementsOf } from "../../support/synthesis";

const vault = (lock: BackupVaultProps["lock"]) =>
  probe((stack) => {
    new BackupVault(stack, "vault", {
      site: testSite(stack),
      purpose: "backup",
      kmsKeyArn: testKey("backup"),
      lock,
      retentionDays: { min: 7, max: 365 },
    });
  });

describe("a backup vault", () => {
  test("is encrypted and refuses other accounts", () => {
    const json = vault("none");
    expect(at(json, "aws_backup_vault.vault")).toMatchObject({ kms_key_arn: expect.stringContaining("key/backup") });
    expect(statementsOf(at(json, "aws_backup_vault_policy.vault").policy).RefuseOtherAccounts).toMatchObject({
      Effect: "Deny",
      Principal: "*",
      Condition: { StringNotEquals: { "aws:PrincipalAccount": "111122223333" } },
    });
  });

  test("without a lock has no lock", () => {
    expect(vault("none").resource).not.toHaveProperty("aws_backup_vault_lock_configuration");
  });

  test("under governance can be unlocked by a privileged role: no cooling-off", () => {
    const lock = at(vault("governance"), "aws_backup_vault_lock_configuration.vault");
    expect(lock).toMatchObject({ min_retention_days: 7, max_retention_days: 365 });
    expect(lock).not.toHaveProperty("changeable_for_days");
  });

  test("under compliance becomes final after the cooling-off", () => {
    expect(at(vault("compliance"), "aws_backup_vault_lock_configuration.vault").changeable_for_days).toBe(7);
  });
});
