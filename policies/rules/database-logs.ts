import type { Resource } from "../../synthesized/linked-stack";
import { areNeighbors, resourcesOf, targetsOf, valuesAt } from "../platform";
import type { Finding, Platform, Rule } from "../types";

/** The logs that PostgreSQL, the platform's one engine, has to send to CloudWatch. */
const exports: Readonly<Record<string, readonly string[]>> = {
  aws_rds_cluster: ["postgresql"],
  aws_db_instance: ["postgresql", "upgrade"],
};

/** Whether a log group is the one that RDS writes a log to: it has the resource in its path, by name or by reference. */
function receives(group: Resource, resource: Resource, folder: string, log = ""): boolean {
  const name = String(group.block.name);
  const { cluster_identifier, identifier, name: ownName } = resource.block;
  const own = String(cluster_identifier ?? identifier ?? ownName);
  const isOwn =
    name === `${folder}/${own}${log}` ||
    (name.startsWith(folder) && name.endsWith(log) && targetsOf(group.stack, name).includes(resource));
  return isOwn && areNeighbors(group, resource);
}

function findingsOf(platform: Platform, database: Resource): Finding[] {
  const { type, block } = database;
  const sent = valuesAt(block, "enabled_cloudwatch_logs_exports").map(String);
  const asked = exports[type] ?? [];
  const groups = resourcesOf(platform, "aws_cloudwatch_log_group");
  const folder = `/aws/rds/${type === "aws_rds_cluster" ? "cluster" : "instance"}`;
  return [
    ...asked
      .filter((log) => !sent.includes(log))
      .map((log) => ({ resource: database, detail: `does not send its ${log} log to CloudWatch` })),
    ...sent
      .filter((log) => !groups.some((group) => receives(group, database, folder, `/${log}`)))
      .map((log) => ({ resource: database, detail: `RDS makes the log group of ${log} itself, without key and end` })),
  ];
}

function proxyFindings(platform: Platform, proxy: Resource): Finding[] {
  const groups = resourcesOf(platform, "aws_cloudwatch_log_group");
  if (groups.some((group) => receives(group, proxy, "/aws/rds/proxy"))) return [];
  return [{ resource: proxy, detail: "RDS makes the log group of the proxy itself, without key and end" }];
}

export const databaseLogs: Rule = {
  id: "STRATA021",
  title: "A database's logs reach a log group of the platform",
  severity: "medium",
  control: "FSBP RDS.9, RDS.36, RDS.37",
  cause:
    "Without the log, connections leave no trace; a log group that RDS creates never expires and is not encrypted.",
  fix: "Name the logs of PostgreSQL in enabled_cloudwatch_logs_exports, and make /aws/rds/cluster/<cluster>/<log> beforehand.",
  check: (platform) => [
    ...resourcesOf(platform, ...Object.keys(exports)).flatMap((database) => findingsOf(platform, database)),
    ...resourcesOf(platform, "aws_db_proxy").flatMap((proxy) => proxyFindings(platform, proxy)),
  ],
};
