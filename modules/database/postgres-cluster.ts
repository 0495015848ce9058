import { RdsCluster } from "@cdktf/provider-aws/lib/rds-cluster";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { isMajorVersion } from "../engine-version";
import { clusterInstances } from "./cluster-instances";
import { clusterSettings } from "./cluster-settings";
import { globalDatabase, isMemberOf, memberIgnores, membership } from "./global-database";
import { managedMasterUser, unmanagedMasterUser } from "./master-user";
import { parameterGroups } from "./parameter-groups";
import type { DatabaseKeys, DatabaseVersion, PostgresProps } from "./postgres-props";

export interface PostgresClusterProps extends PostgresProps {
  readonly database: PrimaryDatabase;
  readonly keys: PrimaryKeys;
}

export interface PrimaryDatabase extends DatabaseVersion {
  /** Database that exists from the start: letters, digits and underscores, at most 63. */
  readonly name: string;
  /**
   * The cluster is the first member of a global database, which clusters of other regions can join. Then RDS neither
   * manages the master password nor upgrades by itself; a change of `engineVersion` upgrades all regions.
   * @default false
   */
  readonly global?: boolean;
}

export interface PrimaryKeys extends DatabaseKeys {
  /** For the master user's secret. */
  readonly secretsKeyArn: string;
}

/** An Aurora PostgreSQL cluster of serverless instances, the primary of its database. */
export class PostgresCluster extends Construct {
  readonly arn: string;
  readonly identifier: string;
  /** Immutable id that `rds-db:connect` permissions name, as in "cluster-ABCDEFGHIJKL". */
  readonly resourceId: string;
  readonly writerEndpoint: string;
  readonly readerEndpoint: string;
  readonly port: number;
  readonly databaseName: string;
  /** Undefined where the database is global: a MasterUserSecret keeps the credentials then. */
  readonly masterUserSecretArn: string | undefined;
  readonly instanceIdentifiers: readonly string[];
  /** The instances, for what needs a writer before it can be made. */
  readonly instances: readonly ITerraformDependable[];
  readonly instanceParameterGroup: string;
  /** Id by which clusters of other regions join. Undefined where the database is not global. */
  readonly globalClusterId: string | undefined;

  constructor(scope: Construct, id: string, props: PostgresClusterProps) {
    super(scope, id);
    const { site, purpose, database } = props;
    const groups = parameterGroups(this, props);
    const user = database.global ? unmanagedMasterUser : managedMasterUser(props.keys.secretsKeyArn);
    const globalName = database.global ? site.names.of("db-global-cluster", purpose) : undefined;
    const global = globalName ? globalDatabase(this, globalName, props) : undefined;

    const cluster = new RdsCluster(this, "cluster", {
      ...clusterSettings(this, props, groups),
      ...user.settings,
      databaseName: database.name,
      globalClusterIdentifier: global?.globalClusterIdentifier,
      lifecycle: {
        ignoreChanges: global ? memberIgnores : membership,
        postcondition: globalName ? [isMemberOf(globalName)] : undefined,
      },
    });
    const instances = clusterInstances(this, cluster, props, {
      parameterGroup: groups.instance,
      // Without effect in a global database (docs.aws.amazon.com/config/latest/developerguide/
      // rds-automatic-minor-version-upgrade-enabled.html).
      autoMinorVersionUpgrade: database.global || isMajorVersion(database.engineVersion),
    });

    this.arn = cluster.arn;
    this.identifier = cluster.clusterIdentifier;
    this.resourceId = cluster.clusterResourceId;
    this.writerEndpoint = cluster.endpoint;
    this.readerEndpoint = cluster.readerEndpoint;
    this.port = cluster.port;
    this.databaseName = cluster.databaseName;
    this.masterUserSecretArn = user.secretArn(cluster);
    this.instanceIdentifiers = instances.map(({ identifier }) => identifier);
    this.instances = instances;
    this.instanceParameterGroup = groups.instance;
    this.globalClusterId = global?.globalClusterIdentifier;
  }
}
