import { aboveSandbox, type Minimum } from "../../platform/minimums";

/** What tiers ask of the `security` section. */
export const securityMinimums: readonly Minimum[] = [
  {
    path: ["security", "logArchive", "retentionDays"],
    atLeast: { production: 365 },
    needs: "archives logs for a year or more",
  },
  {
    path: ["security", "logArchive", "objectLock"],
    oneOf: { nonproduction: ["governance", "compliance"], production: ["compliance"] },
    needs: "locks its log archive",
  },
  {
    path: ["security", "keys", "deletionWindowDays"],
    atLeast: aboveSandbox(14),
    needs: "leaves two weeks or more to notice that a key is about to go",
  },
  {
    path: ["security", "backup", "vaultLock"],
    oneOf: { nonproduction: ["governance", "compliance"], production: ["compliance"] },
    needs: "locks its backup vault",
  },
  {
    path: ["security", "backup", "minRetentionDays"],
    atLeast: { nonproduction: 7, production: 35 },
    needs: "keeps every recovery point as long as its database can be restored",
  },
  {
    path: ["security", "backup", "maxRetentionDays"],
    atLeast: { production: 366 },
    needs: "lets backups be kept for a year or more",
  },
  {
    path: ["security", "personas", "requireMfa"],
    oneOf: aboveSandbox([true]),
    needs: "asks people for a second factor",
  },
  {
    path: ["security", "personas", "sessionHours"],
    atMost: { nonproduction: 8, production: 4 },
    needs: "ends the session of a person within a working day, or half of one in production",
  },
];
