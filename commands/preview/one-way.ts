import type { Block } from "../../synthesized/stack";

/** Something that goes one way only: AWS refuses to take it back, or to take two steps at once. */
export interface OneWay {
  /** Key of the value in an environment file. */
  readonly knob: string;
  /** The same value in resources, by type. */
  readonly valueIn: Readonly<Record<string, (block: Block) => string | undefined>>;
  /** Why AWS refuses a change of the value, a clause; undefined where it takes it. `after` is undefined for a removal. */
  readonly refusal: (before: string, after: string | undefined) => string | undefined;
  /** What to know of any change of such a resource, where a plan does not show its value. Default: nothing. */
  readonly unseen?: string;
  /** Page of AWS that says so. */
  readonly page: string;
}

/**
 * What goes one way. Brokers of Amazon MSK are no row, nor is a cache in a plan: the provider replaces them for an earlier
 * version, which is a loss that every plan shows. EMR Serverless goes both ways, and so does the default retention of a
 * bucket with object lock: what is locked stays locked, whatever it becomes.
 */
export const oneWays: readonly OneWay[] = [
  {
    knob: "application.kubernetes.version",
    valueIn: { aws_eks_cluster: ({ version }) => textOf(version) },
    refusal: refusalOfKubernetes,
    page: "docs.aws.amazon.com/eks/latest/userguide/update-cluster.html, rollback-cluster.html",
  },
  {
    knob: "data.relational.engineVersion",
    valueIn: {
      aws_rds_cluster: ({ engine_version }) => textOf(engine_version),
      aws_rds_global_cluster: ({ engine_version }) => textOf(engine_version),
    },
    refusal: (before, after) =>
      isLower(after, before)
        ? "Aurora upgrades only; restore a snapshot from before the upgrade into a new cluster"
        : undefined,
    page: "docs.aws.amazon.com/AmazonRDS/latest/AuroraUserGuide/USER_UpgradeDBInstance.PostgreSQL.UpgradeVersion.html",
  },
  {
    knob: "data.cache.engineVersion",
    valueIn: {},
    refusal: (before, after) =>
      isLower(after, before) ? "ElastiCache upgrades only; an earlier version replaces the cache" : undefined,
    page: "docs.aws.amazon.com/AmazonElastiCache/latest/APIReference/API_ModifyReplicationGroup.html",
  },
  {
    knob: "security.backup.vaultLock",
    valueIn: { aws_backup_vault_lock_configuration: lockOf },
    refusal: (before, after) =>
      before.startsWith("compliance") && after !== before
        ? "a vault lock in mode compliance is final seven days after it was made, for everybody"
        : undefined,
    unseen: "AWS refuses this where the lock is final: in mode compliance, seven days after it was made.",
    page: "docs.aws.amazon.com/aws-backup/latest/devguide/vault-lock.html",
  },
];

/** Kubernetes goes up by one minor version at a time. It goes back by one, for a week, and after the nodes. */
function refusalOfKubernetes(before: string, after: string | undefined): string | undefined {
  const [from, to] = [partsOf(before), partsOf(after)];
  if (from === undefined || to === undefined || from[0] !== to[0]) return undefined;
  const steps = (to[1] ?? 0) - (from[1] ?? 0);
  if (steps > 1) return `EKS goes up one minor version at a time; ${from[0]}.${(from[1] ?? 0) + 1} is next`;
  if (steps === -1) {
    return "EKS goes back only within seven days of the upgrade, and after the node groups, which an apply changes last";
  }
  return steps < -1 ? "EKS goes back by one minor version at most" : undefined;
}

/** The whole lock: in mode compliance, none of it changes. */
function lockOf({ changeable_for_days, min_retention_days, max_retention_days }: Block): string {
  if (typeof changeable_for_days !== "number") return "governance";
  return `compliance (${min_retention_days} to ${max_retention_days} days)`;
}

/** Whether a version is lower than another. `16` is the newest of 16, so not lower than `16.8`. */
function isLower(version: string | undefined, than: string): boolean {
  const [one, other] = [partsOf(version) ?? [], partsOf(than) ?? []];
  const index = one.findIndex((part, at) => part !== other[at]);
  return index >= 0 && index < other.length && (one[index] ?? 0) < (other[index] ?? 0);
}

/** The numbers of a version; undefined where it is none, as where it comes from another resource. */
function partsOf(version: string | undefined): number[] | undefined {
  return version !== undefined && /^\d+(\.\d+)*$/.test(version) ? version.split(".").map(Number) : undefined;
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
