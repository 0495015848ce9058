import { resourcesOf } from "../platform";
import type { Rule } from "../types";

/** Names of administrators that AWS's console and PostgreSQL suggest, and those that people try anyway. */
const suggested = ["admin", "administrator", "postgres", "root"];

export const databaseAdministrators: Rule = {
  id: "STRATA034",
  title: "A database's administrator has no default name",
  severity: "low",
  control: "FSBP RDS.24, RDS.25",
  cause: "An attacker in the network tries the default names first.",
  fix: "Set master_username to a name of the platform.",
  check: (platform) =>
    resourcesOf(platform, "aws_rds_cluster", "aws_db_instance").flatMap((resource) => {
      const { master_username, username } = resource.block;
      const name = String(master_username ?? username ?? "");
      return suggested.includes(name.toLowerCase()) ? [{ resource, detail: `its administrator is ${name}` }] : [];
    }),
};
