import { ElasticacheGlobalReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-global-replication-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { isMajorVersion } from "../engine-version";
import { type CacheProps, cacheBase } from "./cache-base";
import { globalNodeTypes } from "./node-types";

export interface GlobalCacheProps extends CacheProps {
  /** The cache that is followed; its nodes are of the same type. */
  readonly primary: FollowedCache;
}

export interface FollowedCache {
  readonly replicationGroupId: string;
  /**
   * Version of both, as in "8.1": a higher one upgrades them, the follower first. With a major one, as in "8", they have
   * the version that the primary was made with, and AWS raises it.
   */
  readonly version: string;
  /** Provider of the region that the primary is in. */
  readonly provider: TerraformProvider;
}

/**
 * A cache that follows one of another region, and can take over from it (a "global datastore" in ElastiCache's words).
 * Both the bond and the follower are made from the side that recovers: the state of the primary does not know them.
 *
 * Engine, version, node type, encryption in transit and at rest, and parameters come from the primary. Users do not:
 * applications connect as the user of this region.
 */
export class GlobalCache extends Construct {
  readonly globalReplicationGroupId: string;
  readonly arn: string;
  readonly replicationGroupId: string;
  /** Host name that takes reads, and writes once the cache has taken over. */
  readonly primaryEndpoint: string;
  /** Host name that takes reads, from any of the replicas. */
  readonly readerEndpoint: string;
  /** User that applications connect as in this region. */
  readonly userName: string;
  readonly userArn: string;

  constructor(scope: Construct, id: string, props: GlobalCacheProps) {
    super(scope, id);
    const { site, purpose, primary } = props;
    const { nodeType, nodes } = props.capacity;
    if (!globalNodeTypes.test(nodeType)) {
      throw new Error(
        `Cache ${purpose} cannot be followed from another region with nodes of type ${nodeType}. A global ` +
          "datastore takes M5, M6g, M7g, R5, R6g, R7g and C7gn from size large up, as in cache.r7g.large.",
      );
    }
    if (nodes < 2) {
      throw new Error(
        `Cache ${purpose} has ${nodes} node. It takes over the failover of the cache it follows, which needs 2.`,
      );
    }
    const bond = new ElasticacheGlobalReplicationGroup(this, "global-replication-group", {
      provider: primary.provider,
      globalReplicationGroupIdSuffix: site.names.of("cache", purpose),
      globalReplicationGroupDescription: `Cache ${purpose} and its followers`,
      primaryReplicationGroupId: primary.replicationGroupId,
      cacheNodeType: nodeType,
      engineVersion: isMajorVersion(primary.version) ? undefined : primary.version,
      // A failover makes another member the primary; the plan after it must not start over.
      lifecycle: { ignoreChanges: ["primary_replication_group_id"] },
    });
    const base = cacheBase(this, props);
    const group = new ElasticacheReplicationGroup(this, "replication-group", {
      ...base.replicationGroup,
      autoMinorVersionUpgrade: "true",
      globalReplicationGroupId: bond.globalReplicationGroupId,
      lifecycle: { ...base.replicationGroup.lifecycle, ignoreChanges: ownedByDatastore },
    });
    this.globalReplicationGroupId = bond.globalReplicationGroupId;
    this.arn = group.arn;
    this.replicationGroupId = group.replicationGroupId;
    this.primaryEndpoint = group.primaryEndpointAddress;
    this.readerEndpoint = group.readerEndpointAddress;
    this.userName = base.userName;
    this.userArn = base.userArn;
  }
}

/**
 * What a member of a datastore takes over from the primary, and ElastiCache refuses to change on a member. The provider
 * would plan the engine back to redis (hashicorp/terraform-provider-aws 41713), failover back to off (38557), and minor
 * upgrades, which ElastiCache turns off on members, back to on (24919).
 */
const ownedByDatastore = ["engine", "automatic_failover_enabled", "multi_az_enabled", "auto_minor_version_upgrade"];
