import type { PolicyStatement } from "../../../modules/identity/policy-document";

/** A managed policy, before it is built. */
export interface PlannedPolicy {
  /** Keeps it out of reach of the platform's own roles, which have no path. */
  readonly path: "/personas/" | "/delivery/" | "/shared/";
  readonly description: string;
  readonly statements: readonly PolicyStatement[];
}

/** Managed policies by their purpose, which is the id of the resource too. */
export type PlannedPolicies = Readonly<Record<string, PlannedPolicy>>;

/** Policies of one path. */
export function policiesAt(
  path: PlannedPolicy["path"],
  policies: Readonly<Record<string, readonly [description: string, statements: readonly PolicyStatement[]]>>,
): PlannedPolicies {
  return Object.fromEntries(
    Object.entries(policies).map(([id, [description, statements]]) => [id, { path, description, statements }]),
  );
}
