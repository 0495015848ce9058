/** Personas that work in a cluster. What each may do there is the business of Roles and RoleBindings to its group. */
export const clusterPersonas = ["developer", "deployer", "operations"] as const;
export type ClusterPersona = (typeof clusterPersonas)[number];

/** Kubernetes group of a persona, for RoleBindings: `platform:developer`. */
export function groupOf(persona: ClusterPersona): string {
  return `platform:${persona}`;
}
