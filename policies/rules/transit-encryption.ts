import type { Resource } from "../../synthesized/linked-stack";
import { setsParameter } from "../databases";
import { isOn, resourcesOf, valueAt } from "../platform";
import { isCopy } from "../recovery";
import type { Finding, Platform, Rule } from "../types";

/** PostgreSQL, the platform's one engine, refuses connections without TLS where this parameter says so. */
function databaseFindings(database: Resource): Finding[] {
  if (setsParameter(database, "rds.force_ssl", /^1$/)) return [];
  const detail = "no parameter group of the platform sets rds.force_ssl: it accepts plain connections";
  return [{ resource: database, detail }];
}

/** What else carries data over the wire: whether it does so in the clear, and how that shows. */
const plain: Readonly<Record<string, (resource: Resource) => string | undefined>> = {
  aws_db_proxy: ({ block }) => (isOn(block.require_tls) ? undefined : "require_tls is off"),
  // What copies a primary takes the setting from there; the provider refuses the argument.
  aws_elasticache_replication_group: (cache) => {
    if (isCopy(cache)) return undefined;
    if (!isOn(cache.block.transit_encryption_enabled)) return "transit_encryption_enabled is off";
    return cache.block.transit_encryption_mode === "preferred" ? "TLS is preferred, not required" : undefined;
  },
  aws_glue_connection: ({ block }) => {
    const { connection_type = "JDBC", connection_properties } = block;
    const enforced = valueAt(connection_properties, "JDBC_ENFORCE_SSL");
    return connection_type === "JDBC" && !isOn(enforced) ? "JDBC_ENFORCE_SSL is off" : undefined;
  },
};

function otherFindings(platform: Platform): Finding[] {
  return resourcesOf(platform, ...Object.keys(plain)).flatMap((resource) => {
    const detail = plain[resource.type]?.(resource);
    return detail === undefined ? [] : [{ resource, detail }];
  });
}

export const transitEncryption: Rule = {
  id: "STRATA018",
  title: "Databases and caches refuse connections without TLS",
  severity: "high",
  control: "FSBP RDS.43, ElastiCache.5",
  cause: "A client that does not ask for TLS gets none, and its password and data cross the network in the clear.",
  fix: "Set rds.force_ssl in the parameter group, require_tls on the proxy, transit_encryption_mode required on the cache.",
  check: (platform) => [
    ...resourcesOf(platform, "aws_rds_cluster", "aws_db_instance").flatMap(databaseFindings),
    ...otherFindings(platform),
  ],
};
