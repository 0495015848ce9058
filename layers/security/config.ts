import { z } from "zod";
import type { ChosenModel } from "../../modules/bedrock/route";
import type { EnvironmentFrame, TierDefaults } from "../../platform/environment";
import { distinct } from "../../platform/lists";
import { plainName } from "../../platform/plain-name";
import { deliveryConfig, deliveryDefaults } from "./delivery-config";
import { personasConfig, personasDefaults } from "./personas-config";

/** The `security` section of an environment file. */
export const securityConfig = z
  .strictObject({
    keys: z
      .strictObject({
        deletionWindowDays: z
          .int()
          .min(7)
          .max(30)
          .describe("Waiting period before KMS deletes a key, in days. 7 to 30 (KMS API, ScheduleKeyDeletion)."),
        rotationDays: z
          .int()
          .min(90)
          .max(2560)
          .describe("Days between two rotations of a key's material. 90 to 2560 (KMS API, EnableKeyRotation)."),
        multiRegion: z
          .boolean()
          .describe("Keys that a recovery region can replicate. Fixed for the life of a key: a change replaces it."),
      })
      .describe("Customer-managed KMS keys, one per data classification."),
    logArchive: z
      .strictObject({
        objectLock: z
          .enum(["none", "governance", "compliance"])
          .describe(
            "Who may delete a log before its retention ends: none, anyone with the permission; governance, a privileged role; " +
              "compliance, no one. An administrator applies a change: it keeps the buckets, and what is locked stays so.",
          ),
        retentionDays: z
          .int()
          .min(1)
          .max(3653)
          .describe("Days a log is kept, and locked where object lock is on. At least logRetentionDays. 1 to 3653."),
        glacierAfterDays: z
          .int()
          .min(1)
          .max(3653)
          .describe("Days until a log moves to S3 Glacier Instant Retrieval. Less than retentionDays."),
      })
      .describe(
        "The buckets that keep the logs of CloudTrail, AWS Config and flow logs. AWS Config cannot write to a locked one.",
      ),
    detection: z
      .strictObject({
        findingFrequency: z
          .enum(["FIFTEEN_MINUTES", "ONE_HOUR", "SIX_HOURS"])
          .describe(
            "How often GuardDuty and Macie publish findings that were seen before. An administrator applies a change.",
          ),
        sensitiveData: z.boolean().describe("Macie searches the lake for personal data every week."),
        unusedAccessDays: z
          .int()
          .min(1)
          .max(365)
          .optional()
          .describe(
            "Report permissions that were not used for this many days. 1 to 365; not reported when absent. " +
              "An administrator applies a change.",
          ),
      })
      .describe("Threats, vulnerabilities, exposure. Built by the environment that owns the region of its account."),
    backup: z
      .strictObject({
        vaultLock: z
          .enum(["none", "governance", "compliance"])
          .describe(
            "Who may delete a recovery point before its retention ends. An administrator applies a change. Compliance is " +
              "final after seven days: from then on AWS refuses any change of the lock.",
          ),
        minRetentionDays: z
          .int()
          .min(1)
          .max(366)
          .describe("Shortest life of a recovery point the lock accepts, in days. 1 to 366. Change it as vaultLock."),
        maxRetentionDays: z
          .int()
          .min(1)
          .max(36500)
          .describe("Longest life of a recovery point the lock accepts, in days. Change it as vaultLock."),
      })
      .describe("Vaults of AWS Backup."),
    secrets: z
      .strictObject({
        rotationDays: z
          .int()
          .min(1)
          .max(90)
          .describe("Days between two rotations of a generated secret. 1 to 90 (Security Hub, SecretsManager.4)."),
        generated: z
          .record(
            plainName(2, 41),
            z.strictObject({
              application: z
                .string()
                .regex(/^[a-z][a-z0-9-]{0,40}$/, "1 to 41 lower-case letters, digits and hyphens")
                .describe("Application that reads the secret. Its developers read it too, in a sandbox."),
              description: z
                .string()
                .regex(/^.{8,250}$/, "a text of 8 to 250 characters")
                .describe("What the secret is for. 8 to 250 characters."),
            }),
          )
          .describe(
            "Secrets with random values that the platform creates and rotates, by name. Their values are never set by hand.",
          ),
      })
      .describe("Secrets Manager. An environment that recovers another reads the replicas of its primary's secrets."),
    existingServiceLinkedRoles: z
      .array(z.enum(["config", "spot"]))
      .superRefine(distinct())
      .describe(
        "Service-linked roles that the account already has, as after opening the console of AWS Config or Spot " +
          "Instances: config, spot. The environment that owns the account adopts them; it creates the others.",
      ),
    personas: personasConfig,
    delivery: deliveryConfig,
  })
  .describe("Keys, log archive, permissions boundary, account baseline.");

export const securityDefaults = {
  sandbox: {
    keys: { deletionWindowDays: 7, rotationDays: 365, multiRegion: false },
    logArchive: { objectLock: "none", retentionDays: 90, glacierAfterDays: 30 },
    detection: { findingFrequency: "SIX_HOURS", sensitiveData: false },
    backup: { vaultLock: "none", minRetentionDays: 1, maxRetentionDays: 35 },
    secrets: { rotationDays: 90, generated: {} },
    existingServiceLinkedRoles: [],
    personas: personasDefaults.sandbox,
    delivery: deliveryDefaults.sandbox,
  },
  nonproduction: {
    keys: { deletionWindowDays: 30, rotationDays: 365, multiRegion: false },
    logArchive: { objectLock: "governance", retentionDays: 365, glacierAfterDays: 90 },
    detection: { findingFrequency: "ONE_HOUR", sensitiveData: true, unusedAccessDays: 90 },
    backup: { vaultLock: "governance", minRetentionDays: 7, maxRetentionDays: 365 },
    secrets: { rotationDays: 60, generated: {} },
    existingServiceLinkedRoles: [],
    personas: personasDefaults.nonproduction,
    delivery: deliveryDefaults.nonproduction,
  },
  production: {
    keys: { deletionWindowDays: 30, rotationDays: 365, multiRegion: true },
    logArchive: { objectLock: "compliance", retentionDays: 2557, glacierAfterDays: 90 },
    detection: { findingFrequency: "FIFTEEN_MINUTES", sensitiveData: true, unusedAccessDays: 90 },
    backup: { vaultLock: "compliance", minRetentionDays: 35, maxRetentionDays: 2557 },
    secrets: { rotationDays: 30, generated: {} },
    existingServiceLinkedRoles: [],
    personas: personasDefaults.production,
    delivery: deliveryDefaults.production,
  },
} satisfies TierDefaults<typeof securityConfig>;

/** A foundation model, and who may call it. */
type ModelWithUsers = ChosenModel & { readonly for: readonly string[] };

/** What the security layer takes from an environment. */
export type SecurityEnvironment = EnvironmentFrame & {
  readonly security: z.infer<typeof securityConfig>;
  /** Models that people may invoke are those of the section with `people` among their users. */
  readonly ai: { readonly bedrock: { readonly models: Readonly<Record<string, ModelWithUsers>> } };
  readonly primary?: SecurityEnvironment;
};
