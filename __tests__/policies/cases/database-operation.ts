import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";
import { database, type Resources } from "./followed";

const stack = (id: string, resources: Resources): FakeStacks => ({ [id]: { resources } });

const logged = (type: string, logs: readonly string[]): Resources => ({
  [`${type}.main`]: {
    enabled_cloudwatch_logs_exports: logs,
    [type === "aws_rds_cluster" ? "cluster_identifier" : "identifier"]: "strata-orders",
  },
});
const group = (name: string): Resources => ({ [`aws_cloudwatch_log_group.${name.split("/").pop()}`]: { name } });

export const databaseLogs = casesOf("STRATA021", [
  {
    name: "a cluster that sends nothing",
    stacks: stack("dev-data", logged("aws_rds_cluster", [])),
    finds: ["does not send its postgresql log"],
    breaks: { "RDS.37": "does not send its postgresql log" },
  },
  {
    name: "an instance that sends nothing, and one that sends one of two",
    stacks: {
      ...stack("dev-data", logged("aws_db_instance", [])),
      ...stack("stage-data", {
        ...logged("aws_db_instance", ["postgresql"]),
        ...group("/aws/rds/instance/strata-orders/postgresql"),
      }),
    },
    finds: [
      "dev-data aws_db_instance.main: does not send its postgresql log",
      "dev-data aws_db_instance.main: does not send its upgrade log",
      "stage-data aws_db_instance.main: does not send its upgrade log",
    ],
    breaks: { "RDS.9": "does not send its postgresql log", "RDS.36": "does not send its upgrade log" },
  },
  {
    name: "a log group of another cluster",
    stacks: stack("dev-data", {
      ...logged("aws_rds_cluster", ["postgresql"]),
      ...group("/aws/rds/cluster/strata-orders-2/postgresql"),
    }),
    finds: ["RDS makes the log group of postgresql itself"],
  },
  {
    name: "a proxy whose log group no stack makes",
    stacks: stack("dev-data", { "aws_db_proxy.main": { name: "strata-orders" } }),
    finds: ["RDS makes the log group of the proxy itself"],
  },
  {
    name: "log groups by name and by reference",
    stacks: {
      ...stack("dev-data", {
        ...logged("aws_rds_cluster", ["postgresql"]),
        ...group("/aws/rds/cluster/strata-orders/postgresql"),
        "aws_db_proxy.main": { name: "strata-orders" },
        ...group("/aws/rds/proxy/strata-orders"),
      }),
      ...stack("stage-data", {
        ...logged("aws_rds_cluster", ["postgresql"]),
        ...group("/aws/rds/cluster/${aws_rds_cluster.main.id}/postgresql"),
      }),
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
      "aws_rds_cluster.main: no subscription to db-cluster: failure, maintenance in us-east-1",
      "aws_rds_cluster_instance.i0: no subscription to db-instance",
      "db-parameter-group",
      "db-security-group",
    ],
    breaks: {
      "RDS.19": "no subscription to db-cluster: failure, maintenance",
      "RDS.20": "no subscription to db-instance: configuration change, failure, maintenance",
      "RDS.21": "no subscription to db-parameter-group: configuration change",
      "RDS.22": "no subscription to db-security-group: configuration change, failure",
    },
  },
  {
    name: "a subscription to all sources that hears of failures only, or sleeps",
    stacks: {
      ...stack("dev-data", { ...database("a"), ...toAll({ event_categories: ["failure"] }) }),
      ...stack("stage-data", { "aws_rds_cluster.main": {}, ...toAll({ enabled: false }) }),
    },
    finds: [
      "dev-data aws_rds_cluster.main: no subscription to db-cluster: maintenance",
      "stage-data aws_rds_cluster.main: no subscription to db-cluster: failure, maintenance",
      "db-instance: configuration change, maintenance",
      "dev-data aws_rds_cluster.main: no subscription to db-parameter-group",
      "stage-data aws_rds_cluster.main: no subscription to db-parameter-group",
      "dev-data aws_rds_cluster.main: no subscription to db-security-group: configuration change",
      "stage-data aws_rds_cluster.main: no subscription to db-security-group: configuration change, failure",
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
