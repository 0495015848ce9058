import type { Resource } from "../../synthesized/linked-stack";
import { areNeighbors, groupBy, resourcesOf, valueAt, valuesAt } from "../platform";
import type { Finding, Platform, Rule } from "../types";

/** The events that need a notification, by subject, and the types that cause them. */
const subjects: readonly { readonly source: string; readonly of: readonly string[]; readonly events: string[] }[] = [
  { source: "db-cluster", of: ["aws_rds_cluster"], events: ["failure", "maintenance"] },
  {
    source: "db-instance",
    of: ["aws_rds_cluster_instance", "aws_db_instance"],
    events: ["configuration change", "failure", "maintenance"],
  },
  {
    source: "db-parameter-group",
    of: ["aws_rds_cluster", "aws_db_instance"],
    events: ["configuration change"],
  },
  // There are no DB security groups in a VPC; the control asks for them where there is any subscription.
  {
    source: "db-security-group",
    of: ["aws_rds_cluster", "aws_db_instance"],
    events: ["configuration change", "failure"],
  },
];

/**
 * The categories of each subscription by subject. No category means all of them, and no source type means all types.
 */
function heard(platform: Platform, database: Resource, source: string): string[][] {
  return resourcesOf(platform, "aws_db_event_subscription")
    .filter((subscription) => areNeighbors(subscription, database))
    .filter(({ block }) => block.source_type === undefined || block.source_type === source)
    .filter(({ block }) => valueAt(block, "enabled") !== false && valuesAt(block, "source_ids").length === 0)
    .map(({ block }) => valuesAt(block, "event_categories").map(String));
}

export const databaseEvents: Rule = {
  id: "STRATA022",
  title: "A database's failures and changes are reported",
  severity: "low",
  control: "FSBP RDS.19, RDS.20, RDS.21, RDS.22",
  cause: "RDS announces failovers, maintenance and changed settings once, only to subscribers.",
  fix: "Subscribe the alarm topic to the events of the source type, without source_ids, in each region with a database.",
  check: (platform) =>
    subjects.flatMap(({ source, of, events }): Finding[] => {
      const places = groupBy(resourcesOf(platform, ...of), ({ stack, region }) => `${stack.account} ${region}`);
      return [...places.values()].flatMap(([database]) => {
        if (!database) return [];
        const subscriptions = heard(platform, database, source);
        const isHeard = (event: string) => subscriptions.some((known) => known.length === 0 || known.includes(event));
        const unheard = events.filter((event) => !isHeard(event));
        if (unheard.length === 0) return [];
        return [
          { resource: database, detail: `no subscription to ${source}: ${unheard.join(", ")} in ${database.region}` },
        ];
      });
    }),
};
