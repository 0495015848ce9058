import type { DeepPartial, Tier } from "../../platform/environment";
import { faultAt } from "../draft";
import type { Environment } from "../schema";
import { each, type Rule } from "./rule";

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
    holds: ({ deletionProtection }) => deletionProtection !== false,
    needs: "keeps deletion protection on (true)",
    fix: "Remove the line or set it to true.",
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
    path: ["security", "personas", "requireMfa"],
    tiers: aboveSandbox,
    holds: ({ security }) => security?.personas?.requireMfa !== false,
    needs: "asks people for a second factor (true)",
    fix: "Remove the line or set it to true.",
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

export const tierFloorRules: readonly Rule[] = floors.map(({ path, tiers, holds, needs, fix }) =>
  each((candidate) => {
    const { tier } = candidate.settings;
    if (tier === undefined || !tiers.includes(tier) || holds(candidate.settings)) return [];
    return [faultAt(candidate, path, { allowed: `tier ${tier} ${needs}`, fix })];
  }),
);
