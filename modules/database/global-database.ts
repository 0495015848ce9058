import { RdsGlobalCluster } from "@cdktf/provider-aws/lib/rds-global-cluster";
import type { Postcondition } from "cdktf";
import type { Construct } from "constructs";
import { isMajorVersion } from "../engine-version";
import { engine } from "./cluster-settings";
import type { PostgresProps } from "./postgres-props";

/**
 * What Terraform leaves to Aurora on a member of a global database. A cluster's membership and source are reported by
 * Aurora, change with every switchover, and to plan either away would detach the region
 * (cloudposse/terraform-aws-rds-cluster 281 and 287). Members that joined otherwise are safe too: every cluster ignores
 * these.
 */
export const membership = ["global_cluster_identifier", "replication_source_identifier"];

/** Members follow the version of their global database, which upgrades them in the right order. */
export const memberIgnores = [...membership, "engine_version"];

/**
 * A global database that its first cluster joins when it is made. The other way round, made from an existing cluster
 * (`source_db_cluster_identifier`), it has to be destroyed by force, which detaches every region first, and can never
 * be upgraded. Nothing here forces a replacement except the name.
 */
export function globalDatabase(scope: Construct, name: string, props: PostgresProps): RdsGlobalCluster {
  const { site, purpose, database } = props;
  const { engineVersion } = database;
  if (isMajorVersion(engineVersion)) {
    // The provider reads the minor version back, and would plan to remove it every time.
    throw new Error(`Global database ${purpose} cannot have version ${engineVersion}. Add the minor one, as in 17.4.`);
  }
  return new RdsGlobalCluster(scope, "global-cluster", {
    globalClusterIdentifier: name,
    engine,
    engineVersion,
    storageEncrypted: true,
    deletionProtection: site.deletionProtection,
  });
}

/**
 * Terraform cannot move an existing cluster into a global database. Without this it would make an empty one and say
 * nothing.
 */
export function isMemberOf(globalClusterIdentifier: string): Postcondition {
  return {
    condition: `\${self.global_cluster_identifier == "${globalClusterIdentifier}"}`,
    errorMessage:
      `The cluster is no member of the global database ${globalClusterIdentifier}. Take its master password out of ` +
      "RDS's management (aws rds modify-db-cluster), make the global database from it (aws rds create-global-cluster " +
      "--source-db-cluster-identifier), import that, and plan again.",
  };
}
