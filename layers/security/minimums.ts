import { aboveSandbox, type Minimum } from "../../platform/minimums";

/** What tiers ask of the `security` section. */
export const securityMinimums: readonly Minimum[] = [
  {
    path: ["security", "logArchive", "retentionDays"],
    atLeast: { production: 365 },
    needs: "logs archived for a year or more",
  },
  {
    path: ["security", "logArchive", "objectLock"],
    oneOf: { nonproduction: ["governance", "compliance"], production: ["compliance"] },
    needs: "a locked log archive",
  },
  {
    path: ["security", "keys", "deletionWindowDays"],
    atLeast: aboveSandbox(14),
    needs: "two weeks or more to notice that a key will be deleted",
  },
  {
    path: ["security", "backup", "vaultLock"],
    oneOf: { nonproduction: ["governance", "compliance"], production: ["compliance"] },
    needs: "a locked backup vault",
  },
  {
    path: ["security", "backup", "minRetentionDays"],
    atLeast: { nonproduction: 7, production: 35 },
    needs: "recovery points kept as long as database backups",
  },
  {
    path: ["security", "backup", "maxRetentionDays"],
    atLeast: { production: 366 },
    needs: "backups that may be kept for a year or more",
  },
  {
    path: ["security", "personas", "requireMfa"],
    oneOf: aboveSandbox([true]),
    needs: "a second factor for people",
  },
  {
    path: ["security", "personas", "sessionHours"],
    atMost: { nonproduction: 8, production: 4 },
    needs: "short sessions of people",
  },
];
