import { z } from "zod";
import type { EnvironmentFrame, TierDefaults } from "../../platform/environment";
import { backupConfig, backupDefaults } from "./backup-config";
import { notificationsConfig, notificationsDefaults } from "./notifications-config";

/** The `monitoring` section of an environment file. */
export const monitoringConfig = z
  .strictObject({
    notifications: notificationsConfig,
    backup: backupConfig,
  })
  .describe("Alarms, dashboards, objectives, backup plans and budgets, and who hears of them.");

export const monitoringDefaults = {
  sandbox: { notifications: notificationsDefaults.sandbox, backup: backupDefaults.sandbox },
  nonproduction: { notifications: notificationsDefaults.nonproduction, backup: backupDefaults.nonproduction },
  production: { notifications: notificationsDefaults.production, backup: backupDefaults.production },
} satisfies TierDefaults<typeof monitoringConfig>;

/** What the monitoring layer takes from an environment. */
export type MonitoringEnvironment = EnvironmentFrame & {
  readonly monitoring: z.infer<typeof monitoringConfig>;
  readonly security: {
    readonly backup: { readonly minRetentionDays: number; readonly maxRetentionDays: number };
  };
  readonly primary?: MonitoringEnvironment;
};
