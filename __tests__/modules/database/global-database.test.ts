import { TerraformOutput } from "cdktf";
import { describe, expect, test } from "vitest";
import { PostgresCluster } from "../../../modules/database/postgres-cluster";
import { SecondaryPostgresCluster } from "../../../modules/database/secondary-postgres-cluster";
import { at, probe, typesOf } from "../../support/synthesis";
import { capacity, database, keys, postgresOf } from "./support";

const primary = (deletionProtection = true) =>
  probe((stack) => {
    const { globalClusterId } = new PostgresCluster(stack, "main", {
      ...postgresOf(stack, { deletionProtection }),
      database: { ...database, global: true },
    });
    new TerraformOutput(stack, "globalClusterId", { value: globalClusterId, staticId: true });
  });
const secondary = (instances = 3) =>
  probe((stack) => {
    new SecondaryPostgresCluster(stack, "main", {
      ...postgresOf(stack),
      database: { engineVersion: "17.4", globalClusterId: "strata-prod-main", primaryRegion: "us-west-2" },
      capacity: { ...capacity, instances },
    });
  });

describe("the primary of a global database", () => {
  test("adds the global database, and leaves the credentials to others", () => {
    expect(typesOf(primary())).toMatchObject({ aws_rds_global_cluster: 1 });
    expect(primary().resource).not.toHaveProperty("aws_secretsmanager_secret");
  });

  test("joins at creation, in one apply, by the id that every refresh reads back", () => {
    const json = primary();
    expect(at(json, "aws_rds_cluster.main").global_cluster_identifier).toBe(
      "${aws_rds_global_cluster.main.global_cluster_identifier}",
    );
    expect(json.output?.globalClusterId).toMatchObject({
      value: "${aws_rds_global_cluster.main.global_cluster_identifier}",
    });
  });

  test("has no argument that would detach a region: no source cluster, no forced destruction, no replacement", () => {
    const { "//": _, ...global } = at(primary(), "aws_rds_global_cluster.main");
    expect(global).toEqual({
      global_cluster_identifier: "strata-test-main",
      engine: "aurora-postgresql",
      engine_version: "17.4",
      storage_encrypted: true,
      deletion_protection: true,
    });
    expect(at(primary(false), "aws_rds_global_cluster.main")).toMatchObject({ deletion_protection: false });
  });

  test("refuses a major version alone: every plan would revert the minor version that RDS chose", () => {
    expect(() =>
      probe((stack) => {
        const major = { ...database, engineVersion: "17", global: true };
        new PostgresCluster(stack, "main", { ...postgresOf(stack), database: major });
      }),
    ).toThrow(/Add the minor one, as in 17\.4/);
  });

  test("leaves membership, source and version to Aurora, through switchovers and upgrades", () => {
    expect(at(primary(), "aws_rds_cluster.main").lifecycle).toMatchObject({
      ignore_changes: ["global_cluster_identifier", "replication_source_identifier", "engine_version"],
    });
  });

  test("fails when an existing cluster is declared global, instead of creating an empty global database", () => {
    expect(at(primary(), "aws_rds_cluster.main").lifecycle).toMatchObject({
      postcondition: [
        {
          condition: '${self.global_cluster_identifier == "strata-test-main"}',
          error_message: expect.stringContaining("aws rds create-global-cluster"),
        },
      ],
    });
  });

  test("has a random master password that is drawn at the apply and kept nowhere", () => {
    const json = primary();
    const cluster = at(json, "aws_rds_cluster.main");
    expect(cluster).toMatchObject({ master_password_wo: "${uuid()}", master_password_wo_version: 1 });
    for (const refused of ["manage_master_user_password", "master_password", "master_user_secret_kms_key_id"]) {
      expect(cluster).not.toHaveProperty(refused);
    }
  });
});

describe("SecondaryPostgresCluster", () => {
  test("has the resources of a primary, without a global database or credentials", () => {
    expect(typesOf(secondary())).toEqual({
      aws_cloudwatch_log_group: 3,
      aws_db_parameter_group: 1,
      aws_db_subnet_group: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_rds_cluster: 1,
      aws_rds_cluster_instance: 3,
      aws_rds_cluster_parameter_group: 1,
    });
    const cluster = at(secondary(), "aws_rds_cluster.main");
    const credentials = Object.keys(cluster).filter((argument) => argument.includes("master"));
    expect([...credentials, ...Object.keys(cluster).filter((argument) => argument === "database_name")]).toEqual([]);
  });

  test("joins by the id it is given, with the key of the same region", () => {
    expect(at(secondary(), "aws_rds_cluster.main")).toMatchObject({
      global_cluster_identifier: "strata-prod-main",
      source_region: "us-west-2",
      storage_encrypted: true,
      kms_key_id: keys.databaseKeyArn,
      deletion_protection: true,
    });
  });

  test("is never planned out of the global database, promoted, or planned back to an older version", () => {
    const cluster = at(secondary(), "aws_rds_cluster.main");
    expect(cluster).not.toHaveProperty("replication_source_identifier");
    expect(cluster.lifecycle).toEqual({
      ignore_changes: ["global_cluster_identifier", "replication_source_identifier", "engine_version"],
    });
  });

  test("without instances is storage alone, and monitors nothing", () => {
    const json = secondary(0);
    expect(json.resource).not.toHaveProperty("aws_rds_cluster_instance");
    expect(json.resource).not.toHaveProperty("aws_iam_role");
    expect(at(json, "aws_rds_cluster.main").serverlessv2_scaling_configuration).toEqual({
      min_capacity: 2,
      max_capacity: 16,
    });
  });
});
