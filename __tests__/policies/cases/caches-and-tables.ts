import type { Block } from "../../../synthesized/stack";
import type { FakeStacks } from "../../support/fake-stacks";
import { casesOf } from "./case";

type Resources = Readonly<Record<string, Block>>;

const deliver = (...logs: readonly string[]) => ({
  log_delivery_configuration: logs.map((log_type) => ({
    log_type,
    destination: "${aws_cloudwatch_log_group.cache.name}",
  })),
});
const user = (block: Block): Resources => ({ "aws_elasticache_user.app": block });
const complete: Block = {
  user_group_ids: ["${aws_elasticache_user_group.app.user_group_id}"],
  snapshot_retention_limit: 7,
  final_snapshot_identifier: "strata-sessions",
  ...deliver("slow-log", "engine-log"),
};
const cache = (
  stack: string,
  block: Block,
  others: Resources = user({ authentication_mode: { type: "iam" } }),
): FakeStacks => ({
  [stack]: {
    resources: {
      "aws_elasticache_replication_group.sessions": block,
      "aws_elasticache_user_group.app": { user_ids: ["${aws_elasticache_user.app.user_id}"] },
      "aws_cloudwatch_log_group.cache": {},
      ...others,
    },
  },
});

/** A cache in dr that follows one of prod, complete but for the changes. */
const follower = (changes: Block): FakeStacks => ({
  "prod-security": {
    resources: { "aws_elasticache_global_replication_group.sessions": {} },
    outputs: { sessions: "${aws_elasticache_global_replication_group.sessions.global_replication_group_id}" },
  },
  "dr-data": {
    ...cache("dr-data", {
      ...complete,
      global_replication_group_id: "${data.terraform_remote_state.primary.outputs.sessions}",
      ...changes,
    })["dr-data"],
    reads: { primary: "prod-security" },
  },
});

export const caches = casesOf("STRATA023", [
  {
    name: "a cache with nothing of it, in stage",
    stacks: cache("stage-data", { auto_minor_version_upgrade: "false" }),
    finds: [
      "has no user group",
      "auto_minor_version_upgrade is off",
      "does not deliver its slow-log",
      "does not deliver its engine-log",
      "snapshot_retention_limit is 0; at least 7",
      "leaves no final snapshot",
    ],
    breaks: {
      "ElastiCache.1": "snapshot_retention_limit is 0",
      "ElastiCache.2": "auto_minor_version_upgrade is off",
      "ElastiCache.6": "has no user group",
    },
  },
  {
    name: "a cache with an empty list of user groups, and one whose group no stack makes",
    stacks: {
      ...cache("dev-data", { ...complete, user_group_ids: [] }),
      ...cache("stage-data", { ...complete, user_group_ids: ["by-hand"] }),
    },
    finds: [
      "dev-data aws_elasticache_replication_group.sessions: has no user group of the platform",
      "stage-data aws_elasticache_replication_group.sessions: has no user group of the platform",
    ],
  },
  {
    name: "a user with a password",
    stacks: cache(
      "dev-data",
      complete,
      user({ authentication_mode: { type: "password" }, access_string: "on ~* +@all" }),
    ),
    finds: ["aws_elasticache_user.app signs in without IAM"],
  },
  {
    name: "logs to a group that AWS would make, and too few snapshots in production",
    stacks: cache("prod-data", {
      ...complete,
      snapshot_retention_limit: 1,
      log_delivery_configuration: [
        { log_type: "slow-log", destination: "somewhere" },
        { log_type: "engine-log", destination: "${aws_cloudwatch_log_group.cache.name}" },
      ],
    }),
    finds: ["delivers its slow-log to somewhere", "snapshot_retention_limit is 1; at least 7"],
  },
  {
    name: "all of it, and a default user who may do nothing",
    stacks: {
      ...cache("prod-data", { ...complete, auto_minor_version_upgrade: "true" }),
      ...cache("stage-data", complete, user({ access_string: "off -@all", no_password_required: true })),
    },
    finds: [],
  },
  {
    name: "a cache that follows another, and keeps no snapshots",
    stacks: follower({ snapshot_retention_limit: 0 }),
    finds: ["dr-data aws_elasticache_replication_group.sessions: snapshot_retention_limit is 0; at least 7"],
  },
  {
    name: "a cache that follows another, and keeps its own",
    stacks: follower({}),
    finds: [],
  },
]);

const target = (name: string, id: string, dimension: string): Resources => ({
  [`aws_appautoscaling_target.${name}`]: { resource_id: id, scalable_dimension: dimension },
  [`aws_appautoscaling_policy.${name}`]: { resource_id: `\${aws_appautoscaling_target.${name}.resource_id}` },
});
const byTable = "table/${aws_dynamodb_table.orders.name}";
const table = (block: Block, ...others: readonly Resources[]): FakeStacks => ({
  "dev-data": {
    resources: { "aws_dynamodb_table.orders": { name: "strata-orders", ...block }, ...Object.assign({}, ...others) },
  },
});
const reads = target("reads", byTable, "dynamodb:table:ReadCapacityUnits");
const writes = target("writes", "table/strata-orders", "dynamodb:table:WriteCapacityUnits");

export const tableCapacity = casesOf("STRATA024", [
  {
    name: "a table that is provisioned by default, and scales its reads only",
    stacks: table({}, reads),
    finds: ["nothing scales WriteCapacityUnits of the table"],
    breaks: { "DynamoDB.1": "nothing scales WriteCapacityUnits of the table" },
  },
  {
    name: "an index that does not scale with its table",
    stacks: table({ global_secondary_index: [{ name: "by-customer" }] }, reads, writes),
    finds: ["ReadCapacityUnits of index/by-customer", "WriteCapacityUnits of index/by-customer"],
  },
  {
    name: "limits without a policy, and targets of another table",
    stacks: table(
      { billing_mode: "PROVISIONED" },
      { "aws_appautoscaling_target.reads": reads["aws_appautoscaling_target.reads"] as Block },
      target("writes", "table/strata-orders-2", "dynamodb:table:WriteCapacityUnits"),
    ),
    finds: ["nothing scales ReadCapacityUnits", "nothing scales WriteCapacityUnits"],
  },
  {
    name: "a policy of the other dimension, by name",
    stacks: table({}, reads, {
      "aws_appautoscaling_target.writes": {
        resource_id: "table/strata-orders",
        scalable_dimension: "dynamodb:table:WriteCapacityUnits",
      },
      "aws_appautoscaling_policy.more_reads": {
        resource_id: "table/strata-orders",
        scalable_dimension: "dynamodb:table:ReadCapacityUnits",
      },
    }),
    finds: ["nothing scales WriteCapacityUnits"],
  },
  { name: "a table on demand", stacks: table({ billing_mode: "PAY_PER_REQUEST" }), finds: [] },
  {
    name: "a table and its index, both ways, with policies by reference and by name",
    stacks: table(
      { global_secondary_index: [{ name: "by-customer" }] },
      reads,
      writes,
      target("index_reads", `${byTable}/index/by-customer`, "dynamodb:index:ReadCapacityUnits"),
      {
        "aws_appautoscaling_target.index_writes": {
          resource_id: "table/strata-orders/index/by-customer",
          scalable_dimension: "dynamodb:index:WriteCapacityUnits",
        },
        "aws_appautoscaling_policy.index_writes": {
          resource_id: "table/strata-orders/index/by-customer",
          scalable_dimension: "dynamodb:index:WriteCapacityUnits",
        },
      },
    ),
    finds: [],
  },
]);
