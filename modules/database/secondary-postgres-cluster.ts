import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { clusterInstances } from "./cluster-instances";
import { clusterSettings } from "./cluster-settings";
import { memberIgnores } from "./global-database";
import { parameterGroups } from "./parameter-groups";
import type { DatabaseVersion, PostgresProps } from "./postgres-props";

export interface SecondaryPostgresClusterProps extends PostgresProps {
  readonly database: FollowedDatabase;
}

export interface FollowedDatabase extends DatabaseVersion {
  /** Id of the global database to join. */
  readonly globalClusterId: string;
  /** Region of the primary. RDS asks there for the encrypted storage to copy. */
  readonly primaryRegion: string;
}

/**
 * A read-only copy of a global database in another region, at most seconds behind, that can take over. It has the users
 * and passwords of the primary, and joins with the version that the primary has; from then on it follows the global
 * database. Destroying it leaves the primary as it was. Without instances it holds the data and accepts no connections.
 */
export class SecondaryPostgresCluster extends Construct {
  readonly arn: string;
  readonly identifier: string;
  /** Immutable id that `rds-db:connect` permissions name. It is not the primary's. */
  readonly resourceId: string;
  /** Answers after the cluster has become the primary. */
  readonly writerEndpoint: string;
  readonly readerEndpoint: string;
  readonly port: number;
  readonly instanceIdentifiers: readonly string[];
  /** What a proxy waits for. */
  readonly instances: readonly ITerraformDependable[];
  readonly instanceParameterGroup: string;

  constructor(scope: Construct, id: string, props: SecondaryPostgresClusterProps) {
    super(scope, id);
    const groups = parameterGroups(this, props);
    const cluster = new RdsCluster(this, "cluster", {
      ...clusterSettings(this, props, groups),
      globalClusterIdentifier: props.database.globalClusterId,
      sourceRegion: props.database.primaryRegion,
      lifecycle: { ignoreChanges: memberIgnores },
    });
    const instances = clusterInstances(this, cluster, props, {
      parameterGroup: groups.instance,
      autoMinorVersionUpgrade: true,
    });

    this.arn = cluster.arn;
    this.identifier = cluster.clusterIdentifier;
    this.resourceId = cluster.clusterResourceId;
    this.writerEndpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.port = cluster.port;
    this.instances = instances;
    this.instanceIdentifiers = instances.map(({ identifier }) => identifier);
    this.instanceParameterGroup = groups.instance;
  }
}
