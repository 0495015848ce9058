import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";
import { database, type Resources } from "./followed";

const stack = (id: string, resources: Resources): FakeStacks => ({ [id]: { resources } });

const logged = (type: string, engine: string, logs: readonly string[]): Resources => ({
  [`${type}.main`]: {
    engine,
    enabled_cloudwatch_logs_exports: logs,
    [type === "aws_rds_cluster" ? "cluster_identifier" : "identifier"]: "strata-orders",
  },
});
const audited = (...parameter: readonly Block[]): Resources => ({
  "aws_rds_cluster.main": {
    ...logged("aws_rds_cluster", "aurora-mysql", ["audit", "error"])["aws_rds_cluster.main"],
    db_cluster_parameter_group_name: "${aws_rds_cluster_parameter_group.main.name}",
  },
  "aws_rds_cluster_parameter_group.main": { parameter },
  ...group("/aws/rds/cluster/${aws_rds_cluster.main.id}/audit"),
  ...group("/aws/rds/cluster/${aws_rds_cluster.main.id}/error"),
});
const group = (name: string): Resources => ({ [`aws_cloudwatch_log_group.${name.split("/").pop()}`]: { name } });

export const databaseLogs = casesOf("STRATA021", [
  {
    name: "a cluster that sends nothing",
    stacks: stack("dev-data", logged("aws_rds_cluster", "aurora-postgresql", [])),
    finds: ["does not send its postgresql log"],
    breaks: { "RDS.37": "does not send its postgresql log" },
  },
  {
    name: "an Aurora MySQL that sends no audit log, and writes none",
    stacks: stack("dev-data", {
      ...logged("aws_rds_cluster", "aurora-mysql", ["error"]),
      ...group("/aws/rds/cluster/strata-orders/error"),
    }),
    finds: ["does not send its audit log", "sets server_audit_logging and its events"],
    breaks: { "RDS.34": "does not send its audit log", "RDS.45": "sets server_audit_logging and its events" },
  },
  {
    name: "an Aurora MySQL that writes an audit log of nothing, and one that writes none",
    stacks: {
      ...stack("dev-data", audited({ name: "server_audit_logging", value: "1" })),
      ...stack(
        "stage-data",
        audited({ name: "server_audit_logging", value: "0" }, { name: "server_audit_events", value: "CONNECT" }),
      ),
    },
    finds: [
      "dev-data aws_rds_cluster.main: no parameter group of its own sets server_audit_logging and its events",
      "stage-data aws_rds_cluster.main: no parameter group of its own sets server_audit_logging and its events",
    ],
  },
  {
    name: "instances that send nothing",
    stacks: {
      ...stack("dev-data", logged("aws_db_instance", "postgres", [])),
      ...stack("stage-data", logged("aws_db_instance", "mariadb", [])),
    },
    finds: [
      "dev-data aws_db_instance.main: does not send its postgresql log",
      "does not send its upgrade log",
      "stage-data aws_db_instance.main: does not send its audit log",
      "does not send its error log",
      "does not send its general log",
      "does not send its slowquery log",
    ],
    breaks: {
      "RDS.9": "does not send its postgresql log",
      "RDS.36": "does not send its upgrade log",
      "RDS.42": "does not send its slowquery log",
    },
  },
  {
    name: "a cluster whose engine cannot be read",
    stacks: stack("dev-data", logged("aws_rds_cluster", "${var.engine}", [])),
    finds: [
      "does not send its postgresql log",
      "does not send its audit log",
      "does not send its error log",
      "sets server_audit_logging and its events",
    ],
  },
  {
    name: "an instance of SQL Server that sends one of two",
    stacks: stack("dev-data", {
      ...logged("aws_db_instance", "sqlserver-se", ["error"]),
      ...group("/aws/rds/instance/strata-orders/error"),
    }),
    finds: ["does not send its agent log"],
    breaks: { "RDS.40": "does not send its agent log" },
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
      ...stack(
        "stage-data",
        audited({ name: "server_audit_logging", value: "1" }, { name: "server_audit_events", value: "CONNECT" }),
      ),
      ...stack("prod-data", { "aws_db_instance.main": { engine: "db2-se" } }),
    },
    finds: [],
  },
]);

const subscription = (source: string, block: Block = {}): Resources => ({
  [`aws_db_event_subscription.${source}`]: { source_type: source, ...block },
});
/** A subscription without a source type: to all of them. */
const toAll = (block: Block): Resources => ({ "aws_db_event_subscription.all": block });
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
    breaks: {
      "RDS.19": "nobody hears of db-cluster: failure, maintenance",
      "RDS.20": "nobody hears of db-instance: configuration change, failure, maintenance",
      "RDS.21": "nobody hears of db-parameter-group: configuration change",
      "RDS.22": "nobody hears of db-security-group: configuration change, failure",
    },
  },
  {
    name: "a subscription to all sources that hears of failures only, or sleeps",
    stacks: {
      ...stack("dev-data", { ...database("a"), ...toAll({ event_categories: ["failure"] }) }),
      ...stack("stage-data", { "aws_rds_cluster.main": {}, ...toAll({ enabled: false }) }),
    },
    finds: [
      "dev-data aws_rds_cluster.main: nobody hears of db-cluster: maintenance",
      "stage-data aws_rds_cluster.main: nobody hears of db-cluster: failure, maintenance",
      "db-instance: configuration change, maintenance",
      "dev-data aws_rds_cluster.main: nobody hears of db-parameter-group",
      "stage-data aws_rds_cluster.main: nobody hears of db-parameter-group",
      "dev-data aws_rds_cluster.main: nobody hears of db-security-group: configuration change",
      "stage-data aws_rds_cluster.main: nobody hears of db-security-group: configuration change, failure",
    ],
  },
  {
    name: "one subscription to everything of all sources, and one to everything of each",
    stacks: {
      ...stack("dev-data", { ...database("a"), ...toAll({}) }),
      ...stack("stage-data", {
        ...database("a"),
        ...everything,
        ...subscription("db-cluster", { event_categories: [] }),
      }),
    },
    finds: [],
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
