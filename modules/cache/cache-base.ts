import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import type { ElasticacheReplicationGroupConfig } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { ElasticacheSubnetGroup } from "@cdktf/provider-aws/lib/elasticache-subnet-group";
import { ElasticacheUser } from "@cdktf/provider-aws/lib/elasticache-user";
import { ElasticacheUserGroup } from "@cdktf/provider-aws/lib/elasticache-user-group";
import type { Construct } from "constructs";
import type { Site } from "../../platform/site";

/** What every cache needs, on its own or as a follower of one in another region. */
export interface CacheProps {
  /** Where it protects from deletion, Terraform refuses to delete the cache; once it may, a snapshot is taken first. */
  readonly site: Site;
  /** What the cache is for, as in "sessions"; part of the names. */
  readonly purpose: string;
  readonly capacity: CacheCapacity;
  readonly placement: { readonly subnetIds: readonly string[]; readonly securityGroupIds: readonly string[] };
  /** Key of the cache's region that encrypts what is on disk, snapshots too. */
  readonly kmsKeyArn: string;
  readonly operation: CacheOperation;
}

export interface CacheCapacity {
  /**
   * Type of the nodes, as in "cache.r7g.large". A cache that follows another, or is followed, has to be of a type that
   * globalNodeTypes names.
   */
  readonly nodeType: string;
  /** Nodes in all, 1 to 6: one takes writes, the others take over and are read. */
  readonly nodes: number;
}

export interface CacheOperation {
  /** Days that daily snapshots are kept, 0 to 35; 0 takes none. */
  readonly snapshotDays: number;
  /** Topic for notifications of failovers and maintenance. @default none */
  readonly notificationTopicArn?: string;
}

/** When a cache may be changed and when it is saved, in UTC, one after the other. */
export const cacheWindows = { snapshot: "02:00-04:00", maintenance: "sun:04:30-sun:06:30" } as const;

/** The logs that a cache delivers, each to a separate log group. */
const logTypes = ["engine-log", "slow-log"] as const;

/** Everything but the commands that harm others or the cache itself; clients read INFO when they connect. */
export const applicationAccess = "on ~* &* +@all -@dangerous +info";

/** What a replication group takes from its base. */
export interface CacheBase {
  readonly userName: string;
  readonly userArn: string;
  /** Arguments that caches share, whether they are independent or follow another. */
  readonly replicationGroup: ElasticacheReplicationGroupConfig;
}

/**
 * Builds what a cache needs in its region: subnets, logs, and the user that applications connect as, with IAM
 * instead of a password. A user group for Valkey needs no `default` user and turns the built-in one off
 * (docs.aws.amazon.com/AmazonElastiCache/latest/dg/Clusters.RBAC.html).
 */
export function cacheBase(scope: Construct, props: CacheProps): CacheBase {
  const { site, purpose, placement, operation } = props;
  const { names, logs, deletionProtection } = site;
  const { nodes } = props.capacity;
  if (!Number.isInteger(nodes) || nodes < 1 || nodes > 6) {
    throw new Error(`Cache ${purpose} cannot have ${nodes} nodes. A cache has 1 to 6: a primary and up to 5 replicas.`);
  }
  const subnetGroup = new ElasticacheSubnetGroup(scope, "subnet-group", {
    name: names.of("cache-group", purpose),
    description: `Subnets of the cache ${purpose}`,
    subnetIds: [...placement.subnetIds],
  });
  // With IAM authentication, id and name must be the same.
  const userId = names.of("cache-user", purpose);
  const user = new ElasticacheUser(scope, "user", {
    userId,
    userName: userId,
    engine: "valkey",
    accessString: applicationAccess,
    authenticationMode: { type: "iam" },
  });
  const userGroup = new ElasticacheUserGroup(scope, "user-group", {
    userGroupId: names.of("cache-user", purpose),
    engine: "valkey",
    userIds: [user.userId],
  });
  const delivery = logTypes.map((logType) => ({
    logType,
    logFormat: "json",
    destinationType: "cloudwatch-logs",
    destination: new CloudwatchLogGroup(scope, logType, {
      name: names.of("log-group", `cache/${purpose}/${logType}`),
      kmsKeyId: logs.kmsKeyArn,
      retentionInDays: logs.retentionDays,
    }).name,
  }));
  return {
    userName: user.userName,
    userArn: user.arn,
    replicationGroup: {
      replicationGroupId: names.of("cache", purpose),
      description: `Cache ${purpose}`,
      numCacheClusters: nodes,
      automaticFailoverEnabled: nodes > 1,
      subnetGroupName: subnetGroup.name,
      securityGroupIds: [...placement.securityGroupIds],
      userGroupIds: [userGroup.userGroupId],
      kmsKeyId: props.kmsKeyArn,
      logDeliveryConfiguration: delivery,
      snapshotRetentionLimit: operation.snapshotDays,
      snapshotWindow: cacheWindows.snapshot,
      finalSnapshotIdentifier: deletionProtection ? names.of("cache", `${purpose}-final`) : undefined,
      maintenanceWindow: cacheWindows.maintenance,
      // What was applied holds at once, and the next plan is empty; otherwise changes wait for the maintenance window.
      applyImmediately: true,
      notificationTopicArn: operation.notificationTopicArn,
      tags: { backup: site.backupPlan },
      // ElastiCache has no deletion protection.
      lifecycle: { preventDestroy: deletionProtection },
    },
  };
}
