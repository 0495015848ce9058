import type { Resource } from "../../synthesized/linked-stack";
import { engineOf, mayRun } from "../databases";
import { resourcesOf, valueAt } from "../platform";
import type { Finding, Rule } from "../types";

/** The port that an engine listens on unless told otherwise. */
const ports: readonly { readonly engine: RegExp; readonly port: number }[] = [
  { engine: /postgres/, port: 5432 },
  { engine: /mysql|mariadb/, port: 3306 },
  { engine: /sqlserver/, port: 1433 },
  { engine: /oracle/, port: 1521 },
];

function findingsOf(database: Resource): Finding[] {
  const given = valueAt(database.block, "port");
  const byDefault = ports.find(({ engine, port }) => mayRun(database, engine) && (given ?? port) === port)?.port;
  if (byDefault === undefined) return [];
  const engine = engineOf(database) ?? "an engine that it may have";
  return [{ resource: database, detail: `listens on ${byDefault}, the default of ${engine}` }];
}

export const databaseDefaults: Rule = {
  id: "STRATA019",
  title: "A database listens on a port of its own",
  severity: "low",
  control: "FSBP RDS.23",
  cause: "Whoever got into the network tries the default port first.",
  fix: "Set port to a value of the platform, and let the network layer's flows name that port.",
  check: (platform) => resourcesOf(platform, "aws_rds_cluster", "aws_db_instance").flatMap(findingsOf),
};
