import { z } from "zod";
import type { EnvironmentFrame, TierDefaults } from "../../platform/environment";

/** The `security` section of an environment file. */
export const securityConfig = z.strictObject({
  keys: z
    .strictObject({
      deletionWindowDays: z
        .int()
        .min(7)
        .max(30)
        .describe("Days between the order to delete a KMS key and its end. 7 to 30 (KMS API, ScheduleKeyDeletion)."),
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
        .describe("Who may delete a log before its time: anyone with the right, a privileged role, or nobody at all."),
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
    .describe("The bucket that keeps the logs of all services."),
  owns: z
    .strictObject({
      account: z
        .boolean()
        .describe("This state owns the once-per-account settings: S3 public access block, IAM password policy."),
      region: z
        .boolean()
        .describe("This state owns the once-per-region settings of its account: EBS encryption by default."),
    })
    .describe("Settings that exist once per account or region. Exactly one environment of an account owns each."),
});

export const securityDefaults = {
  sandbox: {
    keys: { deletionWindowDays: 7, rotationDays: 365, multiRegion: false },
    logArchive: { objectLock: "none", retentionDays: 90, glacierAfterDays: 30 },
    owns: { account: true, region: true },
  },
  nonproduction: {
    keys: { deletionWindowDays: 30, rotationDays: 365, multiRegion: false },
    logArchive: { objectLock: "governance", retentionDays: 365, glacierAfterDays: 90 },
    owns: { account: true, region: true },
  },
  production: {
    keys: { deletionWindowDays: 30, rotationDays: 365, multiRegion: true },
    logArchive: { objectLock: "compliance", retentionDays: 2557, glacierAfterDays: 90 },
    owns: { account: true, region: true },
  },
} satisfies TierDefaults<typeof securityConfig>;

/** What the security layer takes from an environment. */
export type SecurityEnvironment = EnvironmentFrame & { readonly security: z.infer<typeof securityConfig> };
