import type { Verdict } from "../../../commands/review/report";
import type { Stack } from "../../../synthesized/stack";
import { fakeStack } from "../../support/fake-stacks";
import { changed, type Draft } from "../support";
import { allow, document, environment, model } from "./fixture";
import { network, subnet } from "./network-fixture";

/** A commit that does one thing, and what a review has to say of it. */
export interface Commit {
  readonly does: string;
  readonly verdict: Verdict;
  /** What the dangers say, in their order; parts of them. */
  readonly dangers: readonly string[];
  /** Actions with their addresses, in the order of a report, and with `in dr` in the recovery region. */
  readonly changes?: readonly string[];
  /** Names of the roles that may do less, and nothing more. Default: none. */
  readonly narrowed?: readonly string[];
  readonly base?: (name: string) => Stack[];
  readonly head: (name: string) => Stack[];
}

type Layer = "security" | "data" | "application";
type Values = Readonly<Record<string, unknown>>;

/** The environment with one layer edited. */
function edit(layer: Layer, change: (json: Draft, name: string) => void): (name: string) => Stack[] {
  return (name) => changed(environment(name), `${name}-${layer}`, (json) => change(json, name));
}

/** The environment with arguments of one resource set; undefined takes one away. */
function set(layer: Layer, address: string, values: Values): (name: string) => Stack[] {
  return edit(layer, (json) => Object.assign(at(json, address), values));
}

function at(json: Draft, address: string): Record<string, unknown> {
  const [type = "", id = ""] = address.split(".");
  const block = json.resource[type]?.[id];
  if (!block) throw new Error(`The fixture has no ${address}`);
  return block;
}

function rename(json: Draft, type: string, from: string, to: string): void {
  const blocks = json.resource[type] ?? {};
  json.resource[type] = Object.fromEntries(Object.entries(blocks).map(([id, block]) => [id === from ? to : id, block]));
}

function remove(json: Draft, type: string, id: string): void {
  delete json.resource[type]?.[id];
  if (Object.keys(json.resource[type] ?? {}).length === 0) delete json.resource[type];
}

const table = "${data.terraform_remote_state.data.outputs.table_arn}";
const read = allow(["dynamodb:GetItem", "dynamodb:Query"], table);
const invoke = allow("bedrock:InvokeModel", model("amazon.nova-lite-v1:0"));
const tagged = { Condition: { StringEquals: { "aws:PrincipalTag/team": "notes" } } };
const objects = allow("s3:GetObject", "arn:aws:s3:::notes/*", tagged);
const work = (...statements: ReturnType<typeof allow>[]) =>
  set("application", "aws_iam_role_policy.worker", { policy: document(...statements) });
/** The network with more in it, or with something else. */
const editNetwork = (change: (json: Draft) => void) => (name: string) =>
  changed(network(name), `${name}-network`, change);

/** An environment and its recovery region. */
const withRecovery = (name: string) => [...environment(name), ...environment(`${name}dr`)];

/** Rules of a load balancer by priority, each for a path. */
const routes = (paths: Readonly<Record<number, string>>) => (name: string) => [
  fakeStack(`${name}-presentation`, {
    resources: Object.fromEntries(
      Object.entries(paths).map(([priority, path]) => [
        `aws_lb_listener_rule.route_${priority}`,
        {
          listener_arn:
            "arn:aws:elasticloadbalancing:us-east-1:111122223333:listener/app/edge/0123456789abcdef/0123456789abcdef",
          priority: Number(priority),
          condition: [{ path_pattern: { values: [path] } }],
          action: [{ type: "fixed-response", fixed_response: { content_type: "text/plain", status_code: "404" } }],
        },
      ]),
    ),
  }),
];

const rootOnly = allow("kms:*", "*", { Principal: { AWS: "arn:aws:iam::111122223333:root" } });

const update = (address: string) => [`update ${address}`];
const policyOnly = update("aws_iam_role_policy.worker");

/** What a history does to a platform, one thing at a time. The verdict of each was written before its first review. */
export const commits: readonly Commit[] = [
  {
    does: "changes a comment only",
    verdict: "safe",
    dangers: [],
    changes: [],
    head: edit("data", (json) =>
      Object.assign(at(json, "aws_sqs_queue.work"), { "//": { metadata: { path: "x-data/other" } } }),
    ),
  },
  {
    does: "refactors without effect",
    verdict: "safe",
    dangers: [],
    changes: [],
    head: work({ ...read, Action: ["dynamodb:Query", "dynamodb:GetItem"] }, invoke, objects),
  },
  {
    does: "renames with a moved block",
    verdict: "changes",
    dangers: [],
    changes: ["move aws_dynamodb_table.records"],
    head: edit("data", (json) => {
      rename(json, "aws_dynamodb_table", "notes", "records");
      json.moved = [{ from: "aws_dynamodb_table.notes", to: "aws_dynamodb_table.records" }];
      json.output.table_arn = { value: "${aws_dynamodb_table.records.arn}" };
    }),
  },
  {
    does: "renames without a moved block",
    verdict: "danger",
    dangers: ["Destroys a table"],
    head: edit("data", (json) => {
      rename(json, "aws_dynamodb_table", "notes", "records");
      json.output.table_arn = { value: "${aws_dynamodb_table.records.arn}" };
    }),
  },
  {
    does: "resizes an instance",
    verdict: "changes",
    dangers: [],
    changes: update("aws_rds_cluster_instance.one"),
    head: set("data", "aws_rds_cluster_instance.one", { instance_class: "db.r6g.xlarge" }),
  },
  {
    does: "upgrades an engine",
    verdict: "changes",
    dangers: [],
    head: set("data", "aws_rds_cluster.main", { engine_version: "16.6" }),
  },
  {
    does: "changes the key of a table",
    verdict: "danger",
    dangers: ["Replaces what holds a table, because hash_key cannot be changed in place"],
    head: set("data", "aws_dynamodb_table.notes", { hash_key: "id", attribute: [{ name: "id", type: "S" }] }),
  },
  {
    does: "drops a zone of a database",
    verdict: "danger",
    dangers: ["Replaces what holds a database, because availability_zones cannot be changed in place"],
    head: set("data", "aws_rds_cluster.main", { availability_zones: ["us-east-1a", "us-east-1b"] }),
  },
  {
    does: "widens a policy",
    verdict: "danger",
    dangers: ["worker may do more"],
    changes: policyOnly,
    head: work({ ...read, Action: "dynamodb:*" }, invoke, objects),
  },
  {
    does: "narrows a policy",
    verdict: "changes",
    dangers: [],
    narrowed: ["worker"],
    changes: policyOnly,
    head: work(read, objects),
  },
  {
    does: "drops a condition",
    verdict: "danger",
    dangers: ["worker may do more"],
    changes: policyOnly,
    head: work(read, invoke, allow("s3:GetObject", "arn:aws:s3:::notes/*")),
  },
  {
    does: "allows another model",
    verdict: "danger",
    dangers: ["worker may do more"],
    changes: policyOnly,
    head: work(read, { ...invoke, Resource: [model("amazon.nova-lite-v1:0"), model("amazon.nova-pro-v1:0")] }, objects),
  },
  {
    does: "attaches a policy of AWS",
    verdict: "danger",
    dangers: ["worker may do more"],
    changes: ["create aws_iam_role_policy_attachment.admin"],
    head: edit("application", (json) => {
      const policy_arn = "arn:aws:iam::aws:policy/AdministratorAccess";
      json.resource.aws_iam_role_policy_attachment = { admin: { role: "${aws_iam_role.worker.name}", policy_arn } };
    }),
  },
  {
    does: "lets another service assume a role",
    verdict: "danger",
    dangers: ["Other principals may assume the role"],
    head: set("application", "aws_iam_role.worker", {
      assume_role_policy: document({
        Effect: "Allow",
        Action: "sts:AssumeRole",
        Principal: { Service: "ec2.amazonaws.com" },
      }),
    }),
  },
  {
    does: "opens a key to another account",
    verdict: "danger",
    dangers: ["Other principals may use it"],
    changes: update("aws_kms_key.data"),
    head: set("security", "aws_kms_key.data", {
      policy: document(rootOnly, allow("kms:Decrypt", "*", { Principal: { AWS: "arn:aws:iam::444455556666:root" } })),
    }),
  },
  {
    does: "opens a queue to everybody",
    verdict: "danger",
    dangers: ["Other principals may use it"],
    head: set("data", "aws_sqs_queue_policy.work", {
      policy: document(allow("sqs:SendMessage", "*", { Principal: "*" })),
    }),
  },
  {
    does: "takes a field out of a contract that is read",
    verdict: "danger",
    dangers: ["Publishes table_arn no longer"],
    narrowed: ["worker"],
    head: (name) =>
      changed(
        changed(environment(name), `${name}-data`, (json) => delete json.output.table_arn),
        `${name}-application`,
        (json) => Object.assign(at(json, "aws_iam_role_policy.worker"), { policy: document(invoke, objects) }),
      ),
  },
  {
    does: "lowers a retention",
    verdict: "danger",
    dangers: ["retention_in_days goes from 400 to 30"],
    changes: update("aws_cloudwatch_log_group.calls"),
    head: set("security", "aws_cloudwatch_log_group.calls", { retention_in_days: 30 }),
  },
  {
    does: "raises a retention",
    verdict: "changes",
    dangers: [],
    changes: update("aws_cloudwatch_log_group.calls"),
    head: set("security", "aws_cloudwatch_log_group.calls", { retention_in_days: 731 }),
  },
  {
    does: "lowers the retention of backups",
    verdict: "danger",
    dangers: ["backup_retention_period goes from 14 to 1"],
    head: set("data", "aws_rds_cluster.main", { backup_retention_period: 1 }),
  },
  {
    does: "lifts the protection of a table",
    verdict: "danger",
    dangers: ["deletion_protection_enabled becomes false"],
    head: set("data", "aws_dynamodb_table.notes", { deletion_protection_enabled: false }),
  },
  {
    does: "takes the key off a queue",
    verdict: "danger",
    dangers: ["kms_master_key_id goes"],
    head: edit("data", (json) => delete at(json, "aws_sqs_queue.work").kms_master_key_id),
  },
  {
    does: "removes an alarm",
    verdict: "danger",
    dangers: ["Removes an alarm"],
    changes: ["delete aws_cloudwatch_metric_alarm.errors"],
    head: edit("application", (json) => remove(json, "aws_cloudwatch_metric_alarm", "errors")),
  },
  {
    does: "removes a backup plan",
    verdict: "danger",
    dangers: ["Removes a backup plan"],
    changes: ["delete aws_backup_plan.daily"],
    head: edit("data", (json) => remove(json, "aws_backup_plan", "daily")),
  },
  {
    does: "opens a security group",
    verdict: "danger",
    dangers: ["reaches edge on TCP 443"],
    changes: update("aws_vpc_security_group_ingress_rule.edge"),
    base: network,
    head: editNetwork((json) =>
      Object.assign(at(json, "aws_vpc_security_group_ingress_rule.edge"), { cidr_ipv4: "0.0.0.0/0" }),
    ),
  },
  {
    does: "adds a zone",
    verdict: "changes",
    dangers: [],
    changes: ["create aws_route_table_association.data_b", "create aws_subnet.data_b"],
    base: network,
    head: editNetwork((json) => {
      Object.assign(json.resource.aws_subnet ?? {}, { data_b: subnet("data", "us-east-1b", "10.0.8.0/24") });
      Object.assign(json.resource.aws_route_table_association ?? {}, {
        data_b: { subnet_id: "${aws_subnet.data_b.id}", route_table_id: "${aws_route_table.data.id}" },
      });
    }),
  },
  {
    does: "shadows a route, which the check of environment files refuses",
    verdict: "changes",
    dangers: [],
    changes: ["create aws_lb_listener_rule.route_5"],
    base: routes({ 10: "/v1/*" }),
    head: routes({ 5: "/*", 10: "/v1/*" }),
  },
  {
    does: "changes the recovery region only",
    verdict: "changes",
    dangers: [],
    changes: ["update aws_rds_cluster_instance.one in dr"],
    base: withRecovery,
    head: (name) => [
      ...environment(name),
      ...set("data", "aws_rds_cluster_instance.one", { instance_class: "db.r6g.xlarge" })(`${name}dr`),
    ],
  },
  {
    does: "changes a tag everywhere",
    verdict: "changes",
    dangers: [],
    head: (name) =>
      environment(name).map((stack) => {
        const [aws = {}] = stack.json.provider.aws ?? [];
        const tags = [{ tags: { tier: "sandbox", "cost-center": "7" } }];
        return { ...stack, json: { ...stack.json, provider: { aws: [{ ...aws, default_tags: tags }] } } };
      }),
  },
  {
    does: "adds an environment",
    verdict: "changes",
    dangers: [],
    base: () => [],
    head: environment,
  },
  {
    does: "removes an environment",
    verdict: "danger",
    dangers: ["Destroys", "Removes a backup plan", "Removes an alarm"],
    base: environment,
    head: () => [],
  },
  {
    does: "adds a layer",
    verdict: "changes",
    dangers: [],
    changes: ["create aws_sqs_queue.jobs"],
    head: (name) => [
      ...environment(name),
      fakeStack(`${name}-ai`, { resources: { "aws_sqs_queue.jobs": { name: `${name}-jobs` } } }),
    ],
  },
];
