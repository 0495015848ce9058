import { areNeighbors, groupBy, resourcesOf, valuesAt } from "../platform";
import type { Finding, Platform, Resource, Rule } from "../types";

/** The events that somebody has to hear of, by what they are about, and the types that give rise to them. */
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

/** What is heard of a subject: undefined stands for everything. */
function heard(platform: Platform, database: Resource, source: string): (string[] | undefined)[] {
  return resourcesOf(platform, "aws_db_event_subscription")
    .filter((subscription) => areNeighbors(subscription, database))
    .filter(({ block }) => block.source_type === source && block.enabled !== false)
    .filter(({ block }) => valuesAt(block, "source_ids").length === 0)
    .map(({ block }) =>
      block.event_categories === undefined ? undefined : valuesAt(block, "event_categories").map(String),
    );
}

export const databaseEvents: Rule = {
  id: "STRATA022",
  title: "Somebody hears of a database's failures and changes",
  severity: "low",
  control: "FSBP RDS.19, RDS.20, RDS.21, RDS.22",
  cause: "RDS tells of a failover, of maintenance and of changed settings once, to those who subscribed.",
  fix: "Subscribe the alarm topic to the events of the source type, without source_ids, in each region with a database.",
  check: (platform) =>
    subjects.flatMap(({ source, of, events }): Finding[] => {
      const places = groupBy(resourcesOf(platform, ...of), ({ stack, region }) => `${stack.account} ${region}`);
      return [...places.values()].flatMap(([database]) => {
        if (!database) return [];
        const subscriptions = heard(platform, database, source);
        const unheard = events.filter((event) => !subscriptions.some((known) => !known || known.includes(event)));
        if (unheard.length === 0) return [];
        return [
          { resource: database, detail: `nobody hears of ${source}: ${unheard.join(", ")} in ${database.region}` },
        ];
      });
    }),
};
