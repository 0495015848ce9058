import { resourcesOf } from "../platform";
import type { Finding, Resource, Rule } from "../types";

/** The port that an engine listens on unless told otherwise. */
const ports: readonly { readonly engine: RegExp; readonly port: number }[] = [
  { engine: /postgres/, port: 5432 },
  { engine: /mysql|mariadb/, port: 3306 },
  { engine: /sqlserver/, port: 1433 },
  { engine: /oracle/, port: 1521 },
];

/** Names of administrators that AWS's console and the engines suggest. */
const names = ["admin", "administrator", "mysql", "postgres", "root", "sa"];

function findingsOf(database: Resource): Finding[] {
  const { engine, master_username, username } = database.block;
  const byDefault = ports.find((row) => row.engine.test(String(engine)))?.port;
  const { port = byDefault } = database.block;
  const name = String(master_username ?? username ?? "");
  return [
    ...(byDefault !== undefined && port === byDefault
      ? [{ resource: database, detail: `listens on ${byDefault}, the default of ${String(engine)}` }]
      : []),
    ...(names.includes(name.toLowerCase()) ? [{ resource: database, detail: `its administrator is ${name}` }] : []),
  ];
}

export const databaseDefaults: Rule = {
  id: "STRATA019",
  title: "A database has a port and an administrator of its own",
  severity: "low",
  control: "FSBP RDS.23, RDS.24, RDS.25",
  cause: "Whoever got into the network tries the default port and the default name first.",
  fix: "Set port and master_username to values of the platform, and let the network layer's flows name that port.",
  check: (platform) => resourcesOf(platform, "aws_rds_cluster", "aws_db_instance").flatMap(findingsOf),
};
