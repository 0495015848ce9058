import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { TerraformOutput } from "cdktf";
import { describe, expect, test } from "vitest";
import { type CacheProps, cacheWindows } from "../../../modules/cache/cache-base";
import { GlobalCache } from "../../../modules/cache/global-cache";
import { connectToCache } from "../../../modules/cache/grants";
import { type CacheEngine, ValkeyCache, type ValkeyCacheProps } from "../../../modules/cache/valkey-cache";
import type { Site } from "../../../platform/site";
import { testKey, testSite } from "../../support/site";
import { at, probe, typesOf } from "../../support/synthesis";

const capacity = { nodeType: "cache.r7g.large", nodes: 3 };
const shared: Omit<CacheProps, "site"> = {
  purpose: "sessions",
  capacity,
  placement: { subnetIds: ["subnet-a", "subnet-b"], securityGroupIds: ["sg-data"] },
  kmsKeyArn: testKey("database"),
  operation: { snapshotDays: 7 },
};
const engine = { version: "8" };
const cache = (changes: Partial<ValkeyCacheProps> = {}, site: Partial<Site> = {}) =>
  probe((stack) => {
    new ValkeyCache(stack, "sessions", { site: testSite(stack, site), ...shared, engine, ...changes });
  });
const follower = ({ nodeType = "cache.r7g.large", nodes = 3, version = "8" } = {}) =>
  probe((stack) => {
    const provider = new AwsProvider(stack, "aws-us-east-1", { alias: "us-east-1", region: "us-east-1" });
    const primary = { replicationGroupId: "strata-prod-sessions", version, provider };
    new GlobalCache(stack, "sessions", { site: testSite(stack), ...shared, capacity: { nodeType, nodes }, primary });
  });
const group = "aws_elasticache_replication_group.sessions";
const regional = {
  aws_cloudwatch_log_group: 2,
  aws_elasticache_replication_group: 1,
  aws_elasticache_subnet_group: 1,
  aws_elasticache_user: 1,
  aws_elasticache_user_group: 1,
};

describe("a cache", () => {
  test("holds exactly these resources", () => {
    expect(typesOf(cache())).toEqual({ ...regional, aws_elasticache_parameter_group: 1 });
  });

  test("runs Valkey, encrypted on disk and on the way", () => {
    expect(at(cache(), group)).toMatchObject({
      engine: "valkey",
      engine_version: "8.1",
      node_type: "cache.r7g.large",
      at_rest_encryption_enabled: "true",
      kms_key_id: testKey("database"),
      transit_encryption_enabled: true,
      transit_encryption_mode: "required",
      auto_minor_version_upgrade: "true",
      tags: { backup: "standard" },
    });
  });

  test("fails over to another zone from two nodes up", () => {
    const failover = (nodes: number) => at(cache({ capacity: { ...capacity, nodes } }), group);
    expect(failover(1)).toMatchObject({
      num_cache_clusters: 1,
      automatic_failover_enabled: false,
      multi_az_enabled: false,
    });
    expect(failover(2)).toMatchObject({
      num_cache_clusters: 2,
      automatic_failover_enabled: true,
      multi_az_enabled: true,
    });
    expect(() => failover(0)).toThrow(/1 to 6/);
    expect(() => failover(7)).toThrow(/1 to 6/);
  });

  test("lets applications in with IAM, and keeps no password", () => {
    const json = cache();
    const user = at(json, "aws_elasticache_user.sessions");
    expect(user).toMatchObject({ engine: "valkey", authentication_mode: { type: "iam" } });
    expect(user.user_id).toBe(user.user_name);
    expect(user.access_string).toContain("-@dangerous");
    // A user named default would need a password: user groups for Valkey refuse one without.
    expect(at(json, "aws_elasticache_user_group.sessions")).toMatchObject({
      engine: "valkey",
      user_ids: ["${aws_elasticache_user.sessions.user_id}"],
    });
    expect(at(json, group).user_group_ids).toEqual(["${aws_elasticache_user_group.sessions.user_group_id}"]);
    expect(JSON.stringify(json)).not.toMatch(/password|auth_token/);
  });

  test("gives the resources that an application may connect to: the cache and its user", () => {
    const json = probe((stack) => {
      const cache = new ValkeyCache(stack, "sessions", { site: testSite(stack), ...shared, engine });
      const [granted] = connectToCache(cache);
      new TerraformOutput(stack, "connect", { value: granted?.resources, staticId: true });
    });
    expect(json.output?.connect).toEqual({
      value: [`\${${group}.arn}`, "${aws_elasticache_user.sessions.arn}"],
    });
  });

  test("delivers both logs as JSON to encrypted log groups", () => {
    const json = cache();
    const delivered = ["engine_log", "slow_log"].map((log) => ({
      log_type: log.replace("_", "-"),
      log_format: "json",
      destination_type: "cloudwatch-logs",
      destination: `\${aws_cloudwatch_log_group.sessions_${log}.name}`,
    }));
    expect(at(json, group).log_delivery_configuration).toEqual(delivered);
    expect(at(json, "aws_cloudwatch_log_group.sessions_slow_log")).toMatchObject({
      name: "/strata/test/cache/sessions/slow-log",
      kms_key_id: testKey("logs"),
      retention_in_days: 400,
    });
  });

  test("is not deleted while it is protected, and not without a snapshot", () => {
    expect(at(cache(), group)).toMatchObject({
      final_snapshot_identifier: "strata-test-sessions-final",
      lifecycle: { prevent_destroy: true, ignore_changes: ["engine_version"] },
    });
    const free = at(cache({}, { deletionProtection: false }), group);
    expect(free).not.toHaveProperty("final_snapshot_identifier");
    expect(free.lifecycle).toMatchObject({ prevent_destroy: false });
  });

  test("keeps the parameters of one major version until the next has its own", () => {
    const parameters = { "maxmemory-policy": "allkeys-lru" };
    expect(
      at(cache({ engine: { version: "7.2", parameters } }), "aws_elasticache_parameter_group.sessions"),
    ).toMatchObject({
      name: "strata-test-sessions-valkey7",
      family: "valkey7",
      parameter: [{ name: "maxmemory-policy", value: "allkeys-lru" }],
      lifecycle: { create_before_destroy: true },
    });
  });

  test.each<[string, CacheEngine, string, "true" | "false"]>([
    ["of a major version is moved on by AWS", { version: "8" }, "8.1", "true"],
    ["of a minor version is moved on by its version alone", { version: "8.0" }, "8.0", "false"],
    ["that another follows is moved on by what binds the two", { version: "8.0", followed: true }, "8.0", "true"],
  ])("%s", (_, changed, version, automatic) => {
    const made = at(cache({ engine: changed }), group);
    expect(made).toMatchObject({ engine_version: version, auto_minor_version_upgrade: automatic });
    const { ignore_changes: ignored = [] } = made.lifecycle as { ignore_changes?: string[] };
    const byDatastore = changed.followed ? ["auto_minor_version_upgrade", "node_type"] : [];
    expect(ignored).toEqual(automatic === "true" ? ["engine_version", ...byDatastore] : []);
  });

  test("refuses parameters when another cache follows it: they would have no effect", () => {
    const engine = { version: "8.0", followed: true, parameters: { "maxmemory-policy": "allkeys-lru" } };
    expect(() => cache({ engine })).toThrow(/sets parameters \(maxmemory-policy\)/);
    expect(() => cache({ engine: { ...engine, parameters: {} } })).not.toThrow();
  });

  test("refuses an unknown version", () => {
    expect(() => cache({ engine: { version: "6" } })).toThrow(/No Valkey 6 is known\. There are 7, 8, 9\./);
  });

  test("notifies a topic if there is one", () => {
    const topic = "arn:aws:sns:us-east-1:111122223333:strata-test-operations";
    expect(
      at(cache({ operation: { snapshotDays: 7, notificationTopicArn: topic } }), group).notification_topic_arn,
    ).toBe(topic);
    expect(at(cache(), group)).not.toHaveProperty("notification_topic_arn");
  });
});

test("maintenance begins after the snapshot has been taken, on the same day", () => {
  const [, snapshotEnd = ""] = cacheWindows.snapshot.split("-");
  const [, maintenanceStart = ""] = /^\w{3}:(\d\d:\d\d)-/.exec(cacheWindows.maintenance) ?? [];
  expect(snapshotEnd < maintenanceStart).toBe(true);
});

describe("a cache that follows another", () => {
  test("has users, subnets and logs of the same region, and no parameters", () => {
    expect(typesOf(follower())).toEqual({ ...regional, aws_elasticache_global_replication_group: 1 });
  });

  test("binds the primary from its own side, with the provider of the primary's region", () => {
    expect(at(follower(), "aws_elasticache_global_replication_group.sessions")).toMatchObject({
      provider: "aws.us-east-1",
      global_replication_group_id_suffix: "strata-test-sessions",
      primary_replication_group_id: "strata-prod-sessions",
    });
    expect(at(follower(), group)).not.toHaveProperty("provider");
  });

  test("is upgraded with its primary when the version is raised", () => {
    const bond = (version: string) =>
      at(follower({ version }), "aws_elasticache_global_replication_group.sessions").engine_version;
    expect(bond("8.1")).toBe("8.1");
    expect(bond("8")).toBeUndefined();
  });

  test("gets its node type with its primary, from what binds the two", () => {
    const bond = at(follower({ nodeType: "cache.r7g.xlarge" }), "aws_elasticache_global_replication_group.sessions");
    expect(bond.cache_node_type).toBe("cache.r7g.xlarge");
  });

  test("omits arguments that the datastore sets: the provider refuses them", () => {
    const refused = [
      "at_rest_encryption_enabled",
      "engine",
      "engine_version",
      "multi_az_enabled",
      "node_type",
      "num_node_groups",
      "parameter_group_name",
      "security_group_names",
      "snapshot_arns",
      "snapshot_name",
      "transit_encryption_enabled",
      "transit_encryption_mode",
    ];
    const stated = Object.keys(at(follower(), group));
    expect(refused.filter((argument) => stated.includes(argument))).toEqual([]);
    expect(stated).toContain("global_replication_group_id");
  });

  test("is not planned back to redis, out of failover, or anew after a failover", () => {
    expect(at(follower(), group).lifecycle).toEqual({
      ignore_changes: ["engine", "automatic_failover_enabled", "multi_az_enabled", "auto_minor_version_upgrade"],
      prevent_destroy: true,
    });
    expect(at(follower(), "aws_elasticache_global_replication_group.sessions").lifecycle).toEqual({
      ignore_changes: ["primary_replication_group_id"],
    });
  });

  test.each(["cache.t4g.medium", "cache.m4.large", "cache.r7g.medium", "cache.r3.xlarge"])(
    "does not follow nodes of type %s, which a global datastore does not take",
    (nodeType) => {
      expect(() => follower({ nodeType })).toThrow(`nodes of type ${nodeType}`);
    },
  );

  test.each(["cache.m5.large", "cache.r7g.16xlarge", "cache.c7gn.2xlarge"])("follows nodes of type %s", (nodeType) => {
    expect(() => follower({ nodeType })).not.toThrow();
  });

  test("has the two nodes that failover takes", () => {
    expect(() => follower({ nodes: 1 })).toThrow(/needs 2/);
  });
});
