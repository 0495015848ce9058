import type { Environment } from "../../layers/layers";
import type { DeepPartial, Tier } from "../../platform/environment";
import { errorAt } from "../loader/merged-environment";
import { each } from "../loader/rule";
import type { Rule } from "./rule";

type Settings = DeepPartial<Environment>;

/** The least an environment of a tier must have. */
interface Floor {
  readonly path: readonly string[];
  readonly tiers: readonly Tier[];
  /** False only when the value is there and too low. */
  readonly holds: (settings: Settings) => boolean;
  /** What the tier asks for, after "tier production ". */
  readonly needs: string;
  readonly fix: string;
}

const aboveSandbox: readonly Tier[] = ["nonproduction", "production"];

const atLeast = (value: number | undefined, floor: number) => value === undefined || value >= floor;

const floors: readonly Floor[] = [
  {
    path: ["deletionProtection"],
    tiers: aboveSandbox,
    holds: ({ deletionProtection, retirement }) => deletionProtection !== false || retirement !== undefined,
    needs: "keeps deletion protection on (true), but for an environment in retirement",
    fix: "Remove the line or set it to true; to destroy the environment, add `retirement` with the reason.",
  },
  {
    path: ["state", "backend"],
    tiers: aboveSandbox,
    holds: ({ state }) => state?.backend !== "local",
    needs: "keeps its states where a team can reach and lock them (s3 or cloud)",
    fix: "Set it to s3 or cloud.",
  },
  {
    path: ["logRetentionDays"],
    tiers: ["production"],
    holds: ({ logRetentionDays }) => atLeast(logRetentionDays, 365),
    needs: "keeps service logs for a year or more (365)",
    fix: "Remove the line or set it to 365 or more.",
  },
  {
    path: ["security", "logArchive", "retentionDays"],
    tiers: ["production"],
    holds: ({ security }) => atLeast(security?.logArchive?.retentionDays, 365),
    needs: "archives logs for a year or more (365)",
    fix: "Remove the line or set it to 365 or more.",
  },
  {
    path: ["security", "logArchive", "objectLock"],
    tiers: ["production"],
    holds: ({ security }) => security?.logArchive?.objectLock !== "none",
    needs: "locks its log archive (governance or compliance)",
    fix: "Remove the line or set it to compliance.",
  },
  {
    path: ["security", "keys", "deletionWindowDays"],
    tiers: ["production"],
    holds: ({ security }) => atLeast(security?.keys?.deletionWindowDays, 14),
    needs: "leaves two weeks or more to notice that a key is about to go (14)",
    fix: "Remove the line or set it to 14 or more.",
  },
  {
    path: ["security", "backup", "vaultLock"],
    tiers: aboveSandbox,
    holds: ({ security }) => security?.backup?.vaultLock !== "none",
    needs: "locks its backup vault (governance or compliance)",
    fix: "Remove the line or set it to governance or compliance.",
  },
  {
    path: ["security", "backup", "maxRetentionDays"],
    tiers: ["production"],
    holds: ({ security }) => atLeast(security?.backup?.maxRetentionDays, 366),
    needs: "lets backups be kept for a year or more (366)",
    fix: "Remove the line or set it to 366 or more.",
  },
  {
    path: ["security", "personas", "requireMfa"],
    tiers: aboveSandbox,
    holds: ({ security }) => security?.personas?.requireMfa !== false,
    needs: "asks people for a second factor (true)",
    fix: "Remove the line or set it to true.",
  },
  {
    path: ["data", "relational", "instances"],
    tiers: aboveSandbox,
    holds: ({ data }) => atLeast(data?.relational?.instances, 2),
    needs: "runs its database in two zones or more (2)",
    fix: "Add an instance, or remove the line.",
  },
  {
    path: ["data", "relational", "backupDays"],
    tiers: ["nonproduction"],
    holds: ({ data }) => atLeast(data?.relational?.backupDays, 7),
    needs: "can restore its database to any second of a week or more (7)",
    fix: "Remove the line or set it to 7 or more.",
  },
  {
    path: ["data", "relational", "backupDays"],
    tiers: ["production"],
    holds: ({ data }) => atLeast(data?.relational?.backupDays, 35),
    needs: "can restore its database to any second of the longest time that RDS keeps (35)",
    fix: "Remove the line.",
  },
  {
    path: ["data", "cache", "nodes"],
    tiers: aboveSandbox,
    holds: ({ data }) => atLeast(data?.cache?.nodes, 2),
    needs: "runs its cache in two zones or more (2)",
    fix: "Add a node, or remove the line.",
  },
  {
    path: ["data", "cache", "snapshotDays"],
    tiers: aboveSandbox,
    holds: ({ data }) => atLeast(data?.cache?.snapshotDays, 7),
    needs: "keeps snapshots of its cache for a week or more (7)",
    fix: "Remove the line or set it to 7 or more.",
  },
  {
    path: ["network", "dnsFirewall", "action"],
    tiers: ["production"],
    holds: ({ network }) => network?.dnsFirewall?.action !== "ALERT",
    needs: "gives blocked domains no answer (BLOCK)",
    fix: "Remove the line or set it to BLOCK.",
  },
  {
    path: ["network", "flowLogs", "archive"],
    tiers: ["production"],
    holds: ({ network }) => network?.flowLogs?.archive !== false,
    needs: "archives its flow logs (true)",
    fix: "Remove the line or set it to true.",
  },
];

const retirementWithoutEffect: Rule = each((candidate) => {
  const { retirement, deletionProtection } = candidate.settings;
  if (retirement === undefined || deletionProtection !== true) return [];
  const allowed = "goes with deletionProtection: false; alone it changes nothing";
  return [errorAt(candidate, ["retirement"], { allowed, fix: "Add deletionProtection: false, or remove the line." })];
});

const atTheFloor: readonly Rule[] = floors.map(({ path, tiers, holds, needs, fix }) =>
  each((candidate) => {
    const { tier } = candidate.settings;
    if (tier === undefined || !tiers.includes(tier) || holds(candidate.settings)) return [];
    return [errorAt(candidate, path, { allowed: `tier ${tier} ${needs}`, fix })];
  }),
);

export const tierFloorRules: readonly Rule[] = [...atTheFloor, retirementWithoutEffect];
