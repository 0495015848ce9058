import { describe, expect, test } from "vitest";
import { PostgresCluster, type PrimaryDatabase } from "../../../modules/database/postgres-cluster";
import type { Site } from "../../../platform/site";
import { testKey } from "../../support/site";
import { at, probe, statementsOf, typesOf } from "../../support/synthesis";
import { database, keys, postgresOf } from "./support";

const cluster = (changes: Partial<PrimaryDatabase> = {}, site: Partial<Site> = {}) =>
  probe((stack) => {
    new PostgresCluster(stack, "main", { ...postgresOf(stack, site), database: { ...database, ...changes } });
  });
const ofInstances = (json: ReturnType<typeof cluster>) =>
  Object.values(json.resource?.aws_rds_cluster_instance ?? {}) as Record<string, unknown>[];

describe("PostgresCluster", () => {
  test("holds exactly these resources", () => {
    expect(typesOf(cluster())).toEqual({
      aws_cloudwatch_log_group: 3,
      aws_db_parameter_group: 1,
      aws_db_subnet_group: 1,
      aws_iam_role: 1,
      aws_iam_role_policy: 1,
      aws_rds_cluster: 1,
      aws_rds_cluster_instance: 3,
      aws_rds_cluster_parameter_group: 1,
    });
  });

  test("is serverless, encrypted, reached through IAM, backed up, and not deleted by a slip", () => {
    expect(at(cluster(), "aws_rds_cluster.main")).toMatchObject({
      cluster_identifier: "strata-test-main",
      engine: "aurora-postgresql",
      engine_version: "17.4",
      allow_major_version_upgrade: false,
      apply_immediately: false,
      serverlessv2_scaling_configuration: { min_capacity: 2, max_capacity: 16 },
      storage_encrypted: true,
      kms_key_id: keys.databaseKeyArn,
      iam_database_authentication_enabled: true,
      network_type: "IPV4",
      backup_retention_period: 35,
      copy_tags_to_snapshot: true,
      tags: { backup: "standard" },
      deletion_protection: true,
      skip_final_snapshot: false,
      final_snapshot_identifier: "strata-test-main-final",
      delete_automated_backups: false,
    });
  });

  test("without protection leaves no snapshot and no backup", () => {
    const json = at(cluster({}, { deletionProtection: false }), "aws_rds_cluster.main");
    expect(json).toMatchObject({
      deletion_protection: false,
      skip_final_snapshot: true,
      delete_automated_backups: true,
    });
    expect(json).not.toHaveProperty("final_snapshot_identifier");
  });

  test("exports its logs to groups that are there, encrypted, before RDS would make them", () => {
    const json = cluster();
    const { enabled_cloudwatch_logs_exports: exported, depends_on: dependencies } = at(json, "aws_rds_cluster.main");
    expect(exported).toEqual(["postgresql", "instance", "iam-db-auth-error"]);
    for (const log of exported as string[]) {
      const id = `main_${log.replaceAll("-", "_")}`;
      expect(at(json, `aws_cloudwatch_log_group.${id}`)).toMatchObject({
        name: `/aws/rds/cluster/strata-test-main/${log}`,
        kms_key_id: testKey("logs"),
        retention_in_days: 400,
      });
      expect(dependencies).toContain(`aws_cloudwatch_log_group.${id}`);
    }
  });

  test("refuses plain connections and audits definitions without their passwords", () => {
    const { parameter, ...group } = at(cluster(), "aws_rds_cluster_parameter_group.main");
    expect(group).toMatchObject({
      name: "strata-test-main-17",
      family: "aurora-postgresql17",
      lifecycle: { create_before_destroy: true },
    });
    const parameters = parameter as { name: string; value: string; apply_method: string }[];
    const values = Object.fromEntries(parameters.map(({ name, value }) => [name, value]));
    expect(values).toMatchObject({
      "rds.force_ssl": "1",
      "pgaudit.log": "ddl,role",
      log_statement: "none",
      log_connections: "1",
      log_min_duration_statement: "1000",
    });
    expect(values.shared_preload_libraries).toContain("pgaudit");
  });

  test("gives each parameter the method RDS reports for it, so that no plan changes it", () => {
    const parameters = at(cluster(), "aws_rds_cluster_parameter_group.main").parameter as {
      name: string;
      apply_method: string;
    }[];
    const pending = parameters.filter(({ apply_method }) => apply_method !== "immediate").map(({ name }) => name);
    expect(pending).toEqual(["shared_preload_libraries"]);
  });

  test("spreads its instances over the zones, watched and out of public reach", () => {
    const instances = ofInstances(cluster());
    expect(instances.map(({ identifier, availability_zone: zone }) => [identifier, zone])).toEqual([
      ["strata-test-main-1", "us-east-1a"],
      ["strata-test-main-2", "us-east-1b"],
      ["strata-test-main-3", "us-east-1a"],
    ]);
    for (const instance of instances) {
      expect(instance).toMatchObject({
        instance_class: "db.serverless",
        publicly_accessible: false,
        monitoring_interval: 60,
        monitoring_role_arn: "${aws_iam_role.main_monitoring.arn}",
        performance_insights_enabled: true,
        performance_insights_kms_key_id: keys.databaseKeyArn,
        performance_insights_retention_period: 7,
        ca_cert_identifier: "rds-ca-rsa2048-g1",
      });
      // The cluster's version is theirs.
      expect(instance).not.toHaveProperty("engine_version");
    }
  });

  test("lets enhanced monitoring write for its own instances and to its one log group only", () => {
    const json = cluster();
    const role = at(json, "aws_iam_role.main_monitoring");
    expect(role.permissions_boundary).toBe("arn:aws:iam::111122223333:policy/boundary");
    expect(statementsOf(role.assume_role_policy).AssumedByService).toMatchObject({
      Principal: { Service: "monitoring.rds.amazonaws.com" },
      Condition: {
        StringEquals: { "aws:SourceAccount": "111122223333" },
        ArnLike: { "aws:SourceArn": "arn:aws:rds:us-east-1:111122223333:db:strata-test-main-*" },
      },
    });
    for (const { Resource } of Object.values(statementsOf(at(json, "aws_iam_role_policy.main_monitoring").policy))) {
      for (const arn of [Resource].flat()) expect(arn).toContain(":log-group:RDSOSMetrics");
    }
  });

  test("lets RDS create and rotate its master password", () => {
    const json = at(cluster(), "aws_rds_cluster.main");
    expect(json).toMatchObject({
      manage_master_user_password: true,
      master_user_secret_kms_key_id: keys.secretsKeyArn,
    });
    expect(json).not.toHaveProperty("master_password_wo");
  });

  test.each([
    ["of a major version is moved on by AWS", "17", true],
    ["of a minor version is left alone by AWS", "17.4", false],
  ])("%s", (_, engineVersion, automatic) => {
    const json = cluster({ engineVersion });
    expect(at(json, "aws_rds_cluster.main").engine_version).toBe(engineVersion);
    const switches = ofInstances(json).map((instance) => instance.auto_minor_version_upgrade);
    expect(switches).toEqual(switches.map(() => automatic));
  });

  test("is upgraded when its version is raised, to another major one only with leave", () => {
    const upgrade = at(cluster({ engineVersion: "17", majorUpgrade: true }), "aws_rds_cluster.main");
    expect(upgrade).toMatchObject({
      allow_major_version_upgrade: true,
      db_instance_parameter_group_name: "${aws_db_parameter_group.main.name}",
    });
    const usual = at(cluster(), "aws_rds_cluster.main");
    expect(usual.allow_major_version_upgrade).toBe(false);
    expect(usual).not.toHaveProperty("db_instance_parameter_group_name");
    for (const { lifecycle } of [upgrade, usual]) {
      expect((lifecycle as { ignore_changes: string[] }).ignore_changes).not.toContain("engine_version");
    }
  });

  test("is never taken out of a global database it was put into by hand", () => {
    expect(at(cluster(), "aws_rds_cluster.main").lifecycle).toEqual({
      ignore_changes: ["global_cluster_identifier", "replication_source_identifier"],
    });
  });
});
