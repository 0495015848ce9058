import type { SiteLocation } from "../../platform/site";

/** What the one cluster of an environment is for, in its name. */
export const clusterPurpose = "main";

/** Name of the cluster, spelled out: for policies, and for manifests. */
export function clusterNameOf({ names }: Pick<SiteLocation, "names">): string {
  return names.of("eks-cluster", clusterPurpose);
}
