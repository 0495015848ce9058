import type { Resource } from "../../synthesized/linked-stack";
import { mayRun, setsParameter } from "../databases";
import { areNeighbors, resourcesOf, targetsOf, valuesAt } from "../platform";
import type { Finding, Platform, Rule } from "../types";

/** The logs that each engine has to send to CloudWatch. */
const exports: readonly { readonly type: string; readonly engine: RegExp; readonly logs: readonly string[] }[] = [
  { type: "aws_rds_cluster", engine: /postgres/, logs: ["postgresql"] },
  { type: "aws_rds_cluster", engine: /mysql/, logs: ["audit", "error"] },
  { type: "aws_db_instance", engine: /postgres/, logs: ["postgresql", "upgrade"] },
  { type: "aws_db_instance", engine: /mysql|mariadb/, logs: ["audit", "error", "general", "slowquery"] },
  { type: "aws_db_instance", engine: /sqlserver/, logs: ["agent", "error"] },
  { type: "aws_db_instance", engine: /oracle/, logs: ["alert", "audit", "listener", "trace"] },
];

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
  const rows = exports.filter((row) => row.type === type && mayRun(database, row.engine));
  const asked = [...new Set(rows.flatMap(({ logs }) => logs))];
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

/** Aurora MySQL writes the audit log that it sends only where its parameters say so, and of which events. */
function auditFindings(cluster: Resource): Finding[] {
  const isWritten =
    setsParameter(cluster, "server_audit_logging", /^(1|ON)$/i) && setsParameter(cluster, "server_audit_events", /\w/);
  if (isWritten || !mayRun(cluster, /aurora-mysql/)) return [];
  return [{ resource: cluster, detail: "no parameter group of its own sets server_audit_logging and its events" }];
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
  control: "FSBP RDS.9, RDS.34, RDS.36, RDS.37, RDS.40, RDS.42, RDS.45",
  cause:
    "Without the log nobody can say who connected; in a log group that RDS makes it is kept for ever, unencrypted.",
  fix: "Name the engine's logs in enabled_cloudwatch_logs_exports, and make /aws/rds/cluster/<cluster>/<log> beforehand.",
  check: (platform) => [
    ...resourcesOf(platform, "aws_rds_cluster", "aws_db_instance").flatMap((database) =>
      findingsOf(platform, database),
    ),
    ...resourcesOf(platform, "aws_rds_cluster").flatMap(auditFindings),
    ...resourcesOf(platform, "aws_db_proxy").flatMap((proxy) => proxyFindings(platform, proxy)),
  ],
};
