import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";

const keepDays = (what: string) =>
  z.int().min(1).max(36_500).describe(`Days that ${what} is kept. 1 to 36500, within the bounds of the vault's lock.`);

/** The `backup` of the `monitoring` section: what AWS Backup keeps, in addition to what databases and tables keep themselves. */
export const backupConfig = z
  .strictObject({
    dailyKeepDays: keepDays("a daily recovery point"),
    weeklyKeepDays: keepDays("a weekly recovery point").optional(),
    monthlyKeepDays: keepDays("a monthly recovery point").optional(),
    copyKeepDays: keepDays("the copy of a daily recovery point in the recovery region").optional(),
    airGapped: z
      .strictObject({
        keepDays: keepDays("the copy of a daily recovery point"),
        minRetentionDays: z
          .int()
          .min(7)
          .max(36_500)
          .describe("Shortest retention that the vault accepts, in days. 7 to 36500 (AWS Backup)."),
        maxRetentionDays: z
          .int()
          .min(7)
          .max(36_500)
          .describe("Longest retention that the vault accepts, in days. 7 to 36500 (AWS Backup)."),
      })
      .optional()
      .describe(
        "A logically air-gapped vault in the same region that gets a copy of each daily recovery point: locked, with a key " +
          "of AWS, and out of reach of the account itself. Its bounds cannot be changed later. None when absent.",
      ),
    restoreTests: z
      .boolean()
      .describe("Restores a recovery point of each kind of resource once a week, and deletes the restored resource."),
  })
  .describe("Recovery points of all that carries the tag `backup`.");

export const backupDefaults = {
  sandbox: { dailyKeepDays: 7, restoreTests: false },
  nonproduction: { dailyKeepDays: 14, weeklyKeepDays: 60, restoreTests: true },
  production: { dailyKeepDays: 35, weeklyKeepDays: 90, monthlyKeepDays: 365, copyKeepDays: 35, restoreTests: true },
} satisfies TierDefaults<typeof backupConfig>;
