import { aboveSandbox, type Minimum } from "../../platform/minimums";

/** What tiers ask of the `data` section. */
export const dataMinimums: readonly Minimum[] = [
  {
    path: ["data", "relational", "instances"],
    atLeast: aboveSandbox(2),
    needs: "runs its database in two zones or more",
  },
  {
    path: ["data", "relational", "backupDays"],
    atLeast: { nonproduction: 7 },
    needs: "can restore its database to any second of a week or more",
  },
  {
    path: ["data", "relational", "backupDays"],
    atLeast: { production: 35 },
    needs: "can restore its database to any second of the longest time that RDS keeps",
  },
  {
    path: ["data", "cache", "nodes"],
    atLeast: aboveSandbox(2),
    needs: "runs its cache in two zones or more",
  },
  {
    path: ["data", "cache", "snapshotDays"],
    atLeast: aboveSandbox(7),
    needs: "keeps snapshots of its cache for a week or more",
  },
];
