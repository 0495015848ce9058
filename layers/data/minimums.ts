import { aboveSandbox, type Minimum } from "../../platform/minimums";

/** What tiers ask of the `data` section. */
export const dataMinimums: readonly Minimum[] = [
  {
    path: ["data", "relational", "instances"],
    atLeast: aboveSandbox(2),
    needs: "a database in two zones or more",
  },
  {
    path: ["data", "relational", "backupDays"],
    atLeast: { nonproduction: 7 },
    needs: "database backups of a week or more",
  },
  {
    path: ["data", "relational", "backupDays"],
    atLeast: { production: 35 },
    needs: "database backups as long as RDS keeps them",
  },
  {
    path: ["data", "cache", "nodes"],
    atLeast: aboveSandbox(2),
    needs: "a cache in two zones or more",
  },
  {
    path: ["data", "cache", "snapshotDays"],
    atLeast: aboveSandbox(7),
    needs: "cache snapshots of a week or more",
  },
];
