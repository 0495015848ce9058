import type { Block } from "../../../commands/stacks";
import type { Stacks } from "../support";
import { casesOf } from "./case";
import { database, type Resources } from "./followed";

const stack = (id: string, resources: Resources): Stacks => ({ [id]: { resources } });

const logged = (type: string, engine: string, logs: readonly string[]): Resources => ({
  [`${type}.main`]: {
    engine,
    enabled_cloudwatch_logs_exports: logs,
    [type === "aws_rds_cluster" ? "cluster_identifier" : "identifier"]: "strata-orders",
  },
});
const group = (name: string): Resources => ({ [`aws_cloudwatch_log_group.${name.split("/").pop()}`]: { name } });

export const databaseLogs = casesOf("STRATA021", [
  {
    name: "a cluster that sends nothing",
    stacks: stack("dev-data", logged("aws_rds_cluster", "aurora-postgresql", [])),
    finds: ["does not send its postgresql log"],
  },
  {
    name: "an instance of SQL Server that sends one of two",
    stacks: stack("dev-data", {
      ...logged("aws_db_instance", "sqlserver-se", ["error"]),
      ...group("/aws/rds/instance/strata-orders/error"),
    }),
    finds: ["does not send its agent log"],
  },
  {
    name: "a log group of another cluster",
    stacks: stack("dev-data", {
      ...logged("aws_rds_cluster", "aurora-postgresql", ["postgresql"]),
      ...group("/aws/rds/cluster/strata-orders-2/postgresql"),
    }),
    finds: ["RDS makes the log group of postgresql itself"],
  },
  {
    name: "a proxy whose log group nobody makes",
    stacks: stack("dev-data", { "aws_db_proxy.main": { name: "strata-orders" } }),
    finds: ["RDS makes the log group of the proxy itself"],
  },
  {
    name: "log groups by name and by reference, and an engine that has no logs to send",
    stacks: {
      ...stack("dev-data", {
        ...logged("aws_rds_cluster", "aurora-postgresql", ["postgresql"]),
        ...group("/aws/rds/cluster/strata-orders/postgresql"),
        "aws_db_proxy.main": { name: "strata-orders" },
        ...group("/aws/rds/proxy/strata-orders"),
      }),
      ...stack("stage-data", {
        ...logged("aws_rds_cluster", "aurora-mysql", ["audit", "error"]),
        ...group("/aws/rds/cluster/${aws_rds_cluster.main.id}/audit"),
        ...group("/aws/rds/cluster/${aws_rds_cluster.main.id}/error"),
      }),
      ...stack("prod-data", { "aws_db_instance.main": { engine: "db2-se" } }),
    },
    finds: [],
  },
]);

const subscription = (source: string, block: Block = {}): Resources => ({
  [`aws_db_event_subscription.${source}`]: { source_type: source, ...block },
});
const everything: Resources = {
  ...subscription("db-cluster", { event_categories: ["failover", "failure", "maintenance"] }),
  ...subscription("db-instance"),
  ...subscription("db-parameter-group"),
  ...subscription("db-security-group"),
};

export const databaseEvents = casesOf("STRATA022", [
  {
    name: "no subscription",
    stacks: stack("dev-data", database("a")),
    finds: [
      "aws_rds_cluster.main: nobody hears of db-cluster: failure, maintenance in us-east-1",
      "aws_rds_cluster_instance.i0: nobody hears of db-instance",
      "db-parameter-group",
      "db-security-group",
    ],
  },
  {
    name: "some events, some databases, and a subscription that sleeps",
    stacks: stack("dev-data", {
      ...database("a"),
      ...everything,
      ...subscription("db-cluster", { event_categories: ["maintenance"] }),
      ...subscription("db-instance", { source_ids: ["another"] }),
      ...subscription("db-parameter-group", { enabled: false }),
    }),
    finds: ["db-cluster: failure in", "db-instance: configuration change, failure", "db-parameter-group"],
  },
  {
    name: "a subscription in another region of the account",
    stacks: {
      ...stack("prod-data", { ...database("a"), ...everything }),
      ...stack("dr-data", { "aws_rds_cluster.main": {} }),
    },
    finds: ["dr-data", "dr-data", "dr-data"],
  },
  {
    name: "all of it, and a region without instances and without db-instance events",
    stacks: {
      ...stack("dev-data", { ...database("a"), ...everything }),
      ...stack("dr-data", {
        "aws_rds_cluster.main": {},
        ...subscription("db-cluster"),
        ...subscription("db-parameter-group"),
        ...subscription("db-security-group"),
      }),
    },
    finds: [],
  },
]);
