import type { EnvironmentFrame } from "./environment";

/** The keys that the platform sets: those below, and those by which access, backups and services find single resources. */
export const platformTags: readonly string[] = [
  ...["cost-center", "environment", "layer", "managed-by", "owner", "tier"],
  ...[
    "application",
    "audience",
    "backup",
    "break-glass",
    "classification",
    "cluster",
    "mfa",
    "Name",
    "risk-tier",
    "subnet-tier",
  ],
  ...[
    "database-address",
    "database-administrator",
    "database-user",
    "eks:eks-cluster-name",
    "moved-service",
    "started-by",
  ],
  "for-use-with-amazon-emr-managed-policies",
];

/** How other keys begin that the platform sets: who may write to a zone of the lake goes by the name of the zone. */
const platformTagPrefixes: readonly string[] = ["zone-"];

/** The key of the platform that IAM takes for this one, or the beginning of one; nothing where there is none. */
export function platformTagLike(key: string): string | undefined {
  const lower = key.toLowerCase();
  return (
    platformTags.find((taken) => taken.toLowerCase() === lower) ??
    platformTagPrefixes.find((prefix) => lower.startsWith(prefix))
  );
}

/** Most tags of an environment's own. */
export const mostOwnTags = 35;

/** Tags of every resource of a layer, set once through the provider's `default_tags`. */
export function defaultTags(environment: EnvironmentFrame, layer: string): Record<string, string> {
  return {
    ...environment.tags,
    "cost-center": environment.owners.costCenter,
    environment: environment.name,
    layer,
    "managed-by": environment.organization,
    owner: environment.owners.team,
    tier: environment.tier,
  };
}

/** Value of the tag `backup` on what the backup plan of the environment's tier covers. */
export const standardBackup = "standard";
