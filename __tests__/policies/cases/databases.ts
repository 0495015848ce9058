import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";
import { cache, followed, primary, type Resources } from "./followed";

const stack = (id: string, resources: Resources): FakeStacks => ({ [id]: { resources } });

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
    name: "a cluster and an instance with the parameters of AWS",
    stacks: stack("dev-data", {
      "aws_rds_cluster.main": { db_cluster_parameter_group_name: "default.aurora-postgresql17" },
      "aws_db_instance.main": {},
    }),
    finds: [
      "aws_rds_cluster.main: no parameter group of the platform sets rds.force_ssl",
      "aws_db_instance.main: no parameter group of the platform sets rds.force_ssl",
    ],
  },
  {
    name: "a proxy that takes plain connections, by default",
    stacks: stack("dev-data", { "aws_db_proxy.main": {} }),
    finds: ["require_tls is off"],
    breaks: { "RDS.43": "require_tls is off" },
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
    breaks: { "ElastiCache.5": "transit_encryption_enabled is off" },
  },
  {
    name: "a connection of Glue without TLS",
    stacks: stack("dev-data", jdbc({ JDBC_CONNECTION_URL: "jdbc:postgresql://x" })),
    finds: ["JDBC_ENFORCE_SSL is off"],
  },
  {
    name: "TLS everywhere, and a connection to a network",
    stacks: {
      ...stack("dev-data", { ...parameters("rds.force_ssl", "1"), ...jdbc({ JDBC_ENFORCE_SSL: "true" }) }),
      ...stack("stage-data", {
        "aws_db_proxy.main": { require_tls: true },
        ...cache({ transit_encryption_enabled: true, transit_encryption_mode: "required" }),
        ...jdbc({}, "NETWORK"),
      }),
      ...followed(
        cache({ global_replication_group_id: primary('global_caches["sessions"]') }),
        parameters("rds.force_ssl", "1"),
      ),
    },
    finds: [],
  },
]);

export const databaseDefaults = casesOf("STRATA019", [
  {
    name: "the port of PostgreSQL, by default",
    stacks: stack("dev-data", { "aws_rds_cluster.main": { engine: "aurora-postgresql" } }),
    finds: ["listens on 5432, the default of PostgreSQL"],
    breaks: { "RDS.23": "listens on 5432" },
  },
  {
    name: "the port of PostgreSQL, of an instance",
    stacks: stack("dev-data", { "aws_db_instance.main": { port: 5432 } }),
    finds: ["listens on 5432, the default of PostgreSQL"],
  },
  {
    name: "a port other than the default, of a cluster and of an instance",
    stacks: stack("dev-data", {
      "aws_rds_cluster.main": { engine: "aurora-postgresql", port: 6432 },
      "aws_db_instance.main": { port: 6432 },
    }),
    finds: [],
  },
]);

export const databaseAdministrators = casesOf("STRATA034", [
  {
    name: "names that everybody tries, of a cluster and of an instance",
    stacks: stack("dev-data", {
      "aws_rds_cluster.main": { engine: "aurora-postgresql", master_username: "postgres" },
      "aws_db_instance.main": { engine: "postgres", username: "Admin" },
    }),
    finds: ["its administrator is postgres", "its administrator is Admin"],
    breaks: {
      "RDS.24": "aws_rds_cluster.main: its administrator is postgres",
      "RDS.25": "aws_db_instance.main: its administrator is Admin",
    },
  },
  {
    name: "its own name, and a secondary, which has no name",
    stacks: {
      ...stack("dev-data", { "aws_rds_cluster.main": { engine: "aurora-postgresql", master_username: "strata" } }),
      ...stack("dr-data", { "aws_rds_cluster.main": { engine: "aurora-postgresql" } }),
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
    name: "a secret that is read",
    stacks: stack("dev-data", { "data.aws_secretsmanager_secret_version.app": { secret_id: "app" } }),
    finds: ["data.aws_secretsmanager_secret_version.app: reads a secret, whose value is kept in the state"],
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
