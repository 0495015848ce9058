import { ElasticacheParameterGroup } from "@cdktf/provider-aws/lib/elasticache-parameter-group";
import { ElasticacheReplicationGroup } from "@cdktf/provider-aws/lib/elasticache-replication-group";
import { Construct } from "constructs";
import { isMajorVersion } from "../engine-version";
import { type CacheProps, cacheBase } from "./cache-base";

export interface ValkeyCacheProps extends CacheProps {
  readonly engine: CacheEngine;
}

export interface CacheEngine {
  /**
   * Version of Valkey. A major one, as in "8": AWS raises the minor version by itself. With a minor one, as in "8.1", it
   * is raised here and nowhere else.
   */
  readonly version: string;
  /**
   * A cache of another region follows this one (GlobalCache), which then decides on the version and the node type of
   * both. @default false
   */
  readonly followed?: boolean;
  /** Parameters that differ from those of the version's default parameter group. @default none */
  readonly parameters?: Readonly<Record<string, string>>;
}

/**
 * A cache for Valkey in one region, over TLS only, that applications enter with IAM. It fails over by itself from two
 * nodes up.
 *
 * A cache of another region can follow it, and leave it, without being replaced. While one does, the node type is
 * changed for both at once, in ElastiCache's global datastore: by the next apply of the follower.
 */
export class ValkeyCache extends Construct {
  readonly arn: string;
  readonly replicationGroupId: string;
  /** Host name that takes reads and writes. */
  readonly primaryEndpoint: string;
  /** Host name that takes reads, from any of the replicas. */
  readonly readerEndpoint: string;
  /** User that applications connect as. */
  readonly userName: string;
  readonly userArn: string;

  constructor(scope: Construct, id: string, props: ValkeyCacheProps) {
    super(scope, id);
    const { site, purpose } = props;
    const { version, followed = false, parameters = {} } = props.engine;
    const { nodeType, nodes } = props.capacity;
    if (followed && Object.keys(parameters).length > 0) {
      throw new Error(
        `Cache ${purpose} has a follower, and sets parameters (${Object.keys(parameters).join(", ")}). A global ` +
          "datastore takes those of its global parameter group and shows no difference. Set them there.",
      );
    }
    const base = cacheBase(this, props);
    const family = `valkey${version.split(".")[0]}`;
    const isAutomatic = isMajorVersion(version);
    const parameterGroup = new ElasticacheParameterGroup(this, "parameter-group", {
      // Another major version needs another group while the cache still uses this one.
      name: site.names.of("cache-group", `${purpose}-${family}`),
      family,
      description: `Parameters of the cache ${purpose}`,
      parameter: Object.entries(parameters).map(([name, value]) => ({ name, value })),
      lifecycle: { createBeforeDestroy: true },
    });
    const group = new ElasticacheReplicationGroup(this, "replication-group", {
      ...base.replicationGroup,
      multiAzEnabled: nodes > 1,
      engine: "valkey",
      engineVersion: isAutomatic ? startOf(version) : version,
      autoMinorVersionUpgrade: String(isAutomatic || followed),
      nodeType,
      parameterGroupName: parameterGroup.name,
      atRestEncryptionEnabled: "true",
      transitEncryptionEnabled: true,
      transitEncryptionMode: "required",
      lifecycle: {
        ...base.replicationGroup.lifecycle,
        ignoreChanges: changedElsewhere({ isAutomatic, followed }),
      },
    });
    this.arn = group.arn;
    this.replicationGroupId = group.replicationGroupId;
    this.primaryEndpoint = group.primaryEndpointAddress;
    this.readerEndpoint = group.readerEndpointAddress;
    this.userName = base.userName;
    this.userArn = base.userArn;
  }
}

/**
 * What others change, the provider would change back: to the older version by replacing the cache. In a global datastore
 * ElastiCache turns minor upgrades off and refuses another node type on a member
 * (hashicorp/terraform-provider-aws 24919, 22528).
 */
function changedElsewhere({
  isAutomatic,
  followed,
}: {
  isAutomatic: boolean;
  followed: boolean;
}): string[] | undefined {
  if (followed) return ["engine_version", "auto_minor_version_upgrade", "node_type"];
  return isAutomatic ? ["engine_version"] : undefined;
}

/** The minor version that a new cache starts with (docs.aws.amazon.com/AmazonElastiCache/latest/dg/supported-engine-versions.html). */
const starts: Readonly<Record<string, string>> = { 7: "7.2", 8: "8.1", 9: "9.0" };

function startOf(major: string): string {
  const start = starts[major];
  if (!start) throw new Error(`No Valkey ${major} is known. There are ${Object.keys(starts).join(", ")}.`);
  return start;
}
