import type { Block } from "../../../commands/stacks";
import type { Stacks } from "../support";
import { casesOf } from "./case";

type Resources = Readonly<Record<string, Block>>;

const stack = (id: string, resources: Resources): Stacks => ({ [id]: { resources } });

const instances = (...zones: readonly (string | undefined)[]): Resources =>
  Object.fromEntries(
    zones.map((zone, index) => [
      `aws_rds_cluster_instance.i${index}`,
      { cluster_identifier: "${aws_rds_cluster.main.id}", ...(zone && { availability_zone: zone }) },
    ]),
  );
const database = (...zones: readonly (string | undefined)[]): Resources => ({
  "aws_rds_cluster.main": {},
  ...instances(...zones),
});
const cache = (block: Block): Resources => ({ "aws_elasticache_replication_group.sessions": block });
const failover = { automatic_failover_enabled: true, multi_az_enabled: true };

/** A primary in prod and what follows it in dr. */
const followed = (secondary: Resources): Stacks => ({
  "prod-data": {
    resources: {
      ...database("a", "b", "c"),
      "aws_rds_global_cluster.main": { source_db_cluster_identifier: "${aws_rds_cluster.main.arn}" },
      ...cache({ num_cache_clusters: 3, transit_encryption_enabled: true, ...failover }),
      "aws_elasticache_global_replication_group.sessions": {
        primary_replication_group_id: "${aws_elasticache_replication_group.sessions.id}",
      },
    },
    outputs: {
      global_cluster: "${aws_rds_global_cluster.main.id}",
      global_caches: { sessions: "${aws_elasticache_global_replication_group.sessions.global_replication_group_id}" },
    },
  },
  "dr-data": { reads: { primary: "prod-data" }, resources: secondary },
});
const primary = (output: string): string => `\${data.terraform_remote_state.primary.outputs.${output}}`;

export const redundancy = casesOf("STRATA016", [
  {
    name: "a database of two instances in production",
    stacks: stack("prod-data", database("a", "b")),
    finds: ["aws_rds_cluster.main: has 2 instances; tier production asks for 3"],
  },
  {
    name: "two instances in one zone, and two in whichever zone",
    stacks: { ...stack("stage-data", database("a", "a")), ...stack("prod-data", database("a", "b", undefined)) },
    finds: [
      "stage-data aws_rds_cluster.main: its instances name 1 zones",
      "prod-data aws_rds_cluster.main: its instances",
    ],
  },
  {
    name: "a cache of one node in stage",
    stacks: stack("stage-data", cache(failover)),
    finds: ["has 1 nodes; tier nonproduction asks for 2"],
  },
  {
    name: "replicas that nothing fails over to",
    stacks: stack("stage-data", cache({ num_node_groups: 2, replicas_per_node_group: 1 })),
    finds: ["no automatic_failover_enabled", "no multi_az_enabled"],
  },
  {
    name: "a replica in the recovery region that nothing fails over to",
    stacks: followed(
      cache({ global_replication_group_id: primary('global_caches["sessions"]'), num_cache_clusters: 2 }),
    ),
    finds: ["dr-data aws_elasticache_replication_group.sessions: has replicas", "multi_az_enabled"],
  },
  {
    name: "as many as the tiers ask for, a Multi-AZ DB cluster, a number that is known later",
    stacks: {
      ...stack("dev-data", { ...database(undefined), ...cache({}) }),
      ...stack("stage-data", { ...database("a", "b"), ...cache({ replicas_per_node_group: 1, ...failover }) }),
      ...stack("prod-data", {
        "aws_rds_cluster.main": { db_cluster_instance_class: "db.r6gd.large" },
        ...cache({ num_cache_clusters: "${var.nodes}", ...failover }),
      }),
    },
    finds: [],
  },
  {
    name: "a recovery region that waits, without instances and with one node",
    stacks: followed({
      "aws_rds_cluster.main": { global_cluster_identifier: primary("global_cluster") },
      ...cache({ global_replication_group_id: primary('global_caches["sessions"]') }),
    }),
    finds: [],
  },
]);

const parameters = (name: string, value: string): Resources => ({
  "aws_rds_cluster.main": {
    engine: "aurora-postgresql",
    db_cluster_parameter_group_name: "${aws_rds_cluster_parameter_group.main.name}",
  },
  "aws_rds_cluster_parameter_group.main": { parameter: [{ name, value }] },
});
const jdbc = (properties: Block, type?: string): Resources => ({
  "aws_glue_connection.main": { connection_properties: properties, ...(type && { connection_type: type }) },
});

export const transitEncryption = casesOf("STRATA018", [
  {
    name: "a parameter group that leaves TLS to the client",
    stacks: stack("dev-data", parameters("rds.force_ssl", "0")),
    finds: ["sets rds.force_ssl"],
  },
  {
    name: "a MariaDB with the parameters of AWS",
    stacks: stack("dev-data", {
      "aws_db_instance.main": { engine: "mariadb", parameter_group_name: "default.mariadb11" },
    }),
    finds: ["sets require_secure_transport"],
  },
  {
    name: "a proxy that takes plain connections, by default",
    stacks: stack("dev-data", { "aws_db_proxy.main": {} }),
    finds: ["require_tls is off"],
  },
  {
    name: "caches without TLS and with TLS for those who want it",
    stacks: stack("dev-data", {
      "aws_elasticache_replication_group.a": {},
      "aws_elasticache_replication_group.b": {
        transit_encryption_enabled: true,
        transit_encryption_mode: "preferred",
      },
    }),
    finds: ["a: transit_encryption_enabled is off", "b: TLS is preferred, not required"],
  },
  {
    name: "a connection of Glue without TLS",
    stacks: stack("dev-data", jdbc({ JDBC_CONNECTION_URL: "jdbc:postgresql://x" })),
    finds: ["JDBC_ENFORCE_SSL is off"],
  },
  {
    name: "TLS everywhere, an engine without the choice, a connection to a network",
    stacks: {
      ...stack("dev-data", { ...parameters("rds.force_ssl", "1"), ...jdbc({ JDBC_ENFORCE_SSL: "true" }) }),
      ...stack("stage-data", {
        "aws_db_instance.main": { engine: "oracle-ee" },
        "aws_db_proxy.main": { require_tls: true },
        ...cache({ transit_encryption_enabled: true, transit_encryption_mode: "required" }),
        ...jdbc({}, "NETWORK"),
      }),
      ...followed(cache({ global_replication_group_id: primary('global_caches["sessions"]') })),
    },
    finds: [],
  },
]);

export const databaseDefaults = casesOf("STRATA019", [
  {
    name: "the port of PostgreSQL, by default, and its administrator",
    stacks: stack("dev-data", { "aws_rds_cluster.main": { engine: "aurora-postgresql", master_username: "postgres" } }),
    finds: ["listens on 5432, the default of aurora-postgresql", "its administrator is postgres"],
  },
  {
    name: "an instance with the port of MySQL",
    stacks: stack("dev-data", { "aws_db_instance.main": { engine: "mysql", port: 3306, username: "Admin" } }),
    finds: ["listens on 3306", "its administrator is Admin"],
  },
  {
    name: "a port and a name of its own, and a secondary, which has no name",
    stacks: {
      ...stack("dev-data", {
        "aws_rds_cluster.main": { engine: "aurora-postgresql", port: 6432, master_username: "strata" },
      }),
      ...stack("dr-data", { "aws_rds_cluster.main": { engine: "aurora-postgresql", port: 6432 } }),
    },
    finds: [],
  },
]);

export const secretsInState = casesOf("STRATA020", [
  {
    name: "passwords, tokens and values",
    stacks: stack("dev-data", {
      "aws_db_instance.main": { password: "secret", manage_master_user_password: true },
      "aws_elasticache_user.app": { authentication_mode: [{ type: "password", passwords: ["secret"] }] },
      "aws_glue_connection.main": { connection_properties: { PASSWORD: "secret" } },
      "aws_secretsmanager_secret_version.app": { secret_string: "secret" },
    }),
    finds: [
      "aws_db_instance.main: password is kept",
      "authentication_mode.passwords is kept",
      "connection_properties.PASSWORD is kept",
      "secret_string is kept",
    ],
  },
  {
    name: "a database without any password",
    stacks: stack("dev-data", { "aws_rds_cluster.main": { master_username: "strata" } }),
    finds: ["has neither a managed nor a write-only password"],
  },
  {
    name: "a managed password in a global database",
    stacks: stack("prod-data", {
      "aws_rds_cluster.main": { manage_master_user_password: true },
      "aws_rds_global_cluster.main": { source_db_cluster_identifier: "${aws_rds_cluster.main.arn}" },
    }),
    finds: ["which AWS refuses for the members of a global database"],
  },
  {
    name: "managed, write-only, restored and copied",
    stacks: {
      ...stack("dev-data", {
        "aws_rds_cluster.main": { manage_master_user_password: true },
        "aws_db_instance.restored": { snapshot_identifier: "before" },
        "aws_secretsmanager_secret_version.app": { secret_string_wo: "${ephemeral.x.y.z}" },
        "aws_glue_connection.main": { connection_properties: { SECRET_ID: "app" } },
      }),
      "prod-data": {
        resources: {
          "aws_rds_cluster.main": { master_password_wo: "${ephemeral.x.y.z}" },
          "aws_rds_global_cluster.main": { source_db_cluster_identifier: "${aws_rds_cluster.main.arn}" },
        },
        outputs: { global_cluster: "${aws_rds_global_cluster.main.id}" },
      },
      "dr-data": {
        reads: { primary: "prod-data" },
        resources: { "aws_rds_cluster.main": { global_cluster_identifier: primary("global_cluster") } },
      },
    },
    finds: [],
  },
]);

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
    name: "log groups by name and by reference, and an engine that has no logs to send",
    stacks: {
      ...stack("dev-data", {
        ...logged("aws_rds_cluster", "aurora-postgresql", ["postgresql"]),
        ...group("/aws/rds/cluster/strata-orders/postgresql"),
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
