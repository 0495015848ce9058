import type { Resource } from "../../synthesized/linked-stack";
import { resourcesOf, valueAt } from "../platform";
import type { Finding, Rule } from "../types";

/** The port that PostgreSQL, the platform's one engine, listens on by default. */
const defaultPort = 5432;

function findingsOf(database: Resource): Finding[] {
  const port = valueAt(database.block, "port") ?? defaultPort;
  if (port !== defaultPort) return [];
  return [{ resource: database, detail: `listens on ${defaultPort}, the default of PostgreSQL` }];
}

export const databaseDefaults: Rule = {
  id: "STRATA019",
  title: "A database does not listen on the default port",
  severity: "low",
  control: "FSBP RDS.23",
  cause: "An attacker in the network tries the default port first.",
  fix: "Set port to a value of the platform, and let the network layer's flows name that port.",
  check: (platform) => resourcesOf(platform, "aws_rds_cluster", "aws_db_instance").flatMap(findingsOf),
};
