import { DbParameterGroup } from "@cdktf/provider-aws/lib/db-parameter-group";
import { RdsClusterParameterGroup } from "@cdktf/provider-aws/lib/rds-cluster-parameter-group";
import type { Construct } from "constructs";
import type { PostgresProps } from "./postgres-props";

/** Milliseconds after which a statement is slow enough to be logged. */
const slowStatement = "1000";

/**
 * What every cluster is set to. Static parameters have to say `pending-reboot`, and only they: RDS reports the method
 * that fits the parameter, and another one here would be a change in every plan.
 */
const parameters = [
  { name: "rds.force_ssl", value: "1", applyMethod: "immediate" },
  { name: "shared_preload_libraries", value: "pg_stat_statements,pgaudit", applyMethod: "pending-reboot" },
  { name: "pgaudit.log", value: "ddl,role", applyMethod: "immediate" },
  // pgAudit logs definitions instead, and blanks out passwords; log_statement writes them in plain text.
  { name: "log_statement", value: "none", applyMethod: "immediate" },
  { name: "log_min_duration_statement", value: slowStatement, applyMethod: "immediate" },
  { name: "log_connections", value: "1", applyMethod: "immediate" },
  { name: "log_disconnections", value: "1", applyMethod: "immediate" },
  { name: "log_lock_waits", value: "1", applyMethod: "immediate" },
];

/** Names of the groups that a cluster and its instances take their parameters from. */
export interface ParameterGroups {
  readonly cluster: string;
  readonly instance: string;
}

/**
 * Separate parameter groups for a cluster and its instances: the default ones cannot be changed, and moving away
 * from them later takes a reboot. Named after the major version, so that the next one's can exist at the same time.
 */
export function parameterGroups(scope: Construct, props: PostgresProps): ParameterGroups {
  const { site, purpose, database } = props;
  const [major] = database.engineVersion.split(".");
  const group = {
    name: site.names.of("db-parameter-group", `${purpose}-${major}`),
    family: `aurora-postgresql${major}`,
    lifecycle: { createBeforeDestroy: true },
  };
  const cluster = new RdsClusterParameterGroup(scope, "cluster-parameter-group", {
    ...group,
    description: `Cluster parameters of ${purpose}`,
    parameter: parameters,
  });
  const instance = new DbParameterGroup(scope, "parameter-group", {
    ...group,
    description: `Instance parameters of ${purpose}`,
  });
  return { cluster: cluster.name, instance: instance.name };
}
