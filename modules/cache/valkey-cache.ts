import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { Construct } from "constructs";
import { type CacheProps, cacheBase } from "./cache-base";

export interface ValkeyCacheProps extends CacheProps {
  /** Type of the nodes, as in "cache.r7g.large". A cache that another region follows has to be of a type globalNodeTypes names. */
  readonly nodeType: string;
  /**
   * Version of Valkey, `<major>.<minor>`. AWS raises the minor version by itself at times; raise it here too then.
   * @default "8.1"
   */
  readonly version?: string;
  /** Parameters that differ from those of the version's default parameter group. @default none */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * A cache for Valkey in one region, over TLS only, that applications enter with IAM. It fails over by itself from two
 * nodes up.
 *
 * A cache of another region can follow it (GlobalCache), and leave it, without a change here. While one does, version and
 * node type are changed for both at once, in ElastiCache's global datastore.
 */
export class ValkeyCache extends Construct {
  readonly replicationGroupId: string;
  /** Host name that takes reads and writes. */
  readonly primaryEndpoint: string;
  /** Host name that takes reads, from any of the replicas. */
  readonly readerEndpoint: string;
  /** User that applications connect as. */
  readonly userName: string;
  /** What `elasticache:Connect` has to be allowed on for an application to enter. */
  readonly connectArns: readonly string[];

  constructor(scope: Construct, id: string, props: ValkeyCacheProps) {
    super(scope, id);
    const { names, purpose, nodes, nodeType, version = "8.1", parameters = {} } = props;
    const base = cacheBase(this, props);
    const family = `valkey${version.split(".")[0]}`;
    const parameterGroup = new ElasticacheParameterGroup(this, "parameter-group", {
      // Another major version needs another group while the cache still uses this one.
      name: names.of("cache-group", `${purpose}-${family}`),
      family,
      description: `Parameters of the cache ${purpose}`,
      parameter: Object.entries(parameters).map(([name, value]) => ({ name, value })),
      lifecycle: { createBeforeDestroy: true },
    });
    const group = new ElasticacheReplicationGroup(this, "replication-group", {
      ...base.replicationGroup,
      multiAzEnabled: nodes > 1,
      engine: "valkey",
      engineVersion: version,
      nodeType,
      parameterGroupName: parameterGroup.name,
      atRestEncryptionEnabled: "true",
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      lifecycle: {
        ...base.replicationGroup.lifecycle,
        // AWS moves minor versions on; to hold on to the one it started with, the provider would replace the cache.
        ignoreChanges: ["engine_version"],
      },
    });
    this.replicationGroupId = group.replicationGroupId;
    this.primaryEndpoint = group.primaryEndpointAddress;
    this.readerEndpoint = group.readerEndpointAddress;
    this.userName = base.userName;
    this.connectArns = [group.arn, base.userArn];
  }
}
