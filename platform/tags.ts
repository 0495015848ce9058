import type { EnvironmentFrame } from "./environment";

/** Tags of every resource of a layer, set once through the provider's `default_tags`. The platform's own keys win. */
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
