import { expect, it } from "vitest";
import { changedContracts, removedOutputs } from "../../../commands/review/dangers/contracts";
import { type Danger, movesIn, type Revisions } from "../../../commands/review/dangers/danger";
import { keptKeyTypes, lostData } from "../../../commands/review/dangers/data";
import { widenedPolicies } from "../../../commands/review/dangers/policy-statements";
import { weakened } from "../../../commands/review/dangers/protections";
import { compareRoles } from "../../../commands/review/dangers/role-differences";
import { narrowedRoles, newRoles, unlimitedRoles, widenedRoles } from "../../../commands/review/dangers/roles";
import { newWaivers } from "../../../commands/review/dangers/waivers";
import { link } from "../../../synthesized/linked-stack";
import type { Block } from "../../../synthesized/stack";
import { type FakeStacks, fakeStack } from "../../support/fake-stacks";

const linked = (stacks: FakeStacks) => link(Object.entries(stacks).map(([id, parts]) => fakeStack(id, parts)));
const revisions = (base: FakeStacks, head: FakeStacks, changes: Revisions["changes"] = []): Revisions => ({
  base: linked(base),
  head: linked(head),
  changes,
});
const one = (address: string, before: Block, after: Block) =>
  revisions(
    { "prod-data": { resources: { [address]: before } } },
    { "prod-data": { resources: { [address]: after } } },
  );
const widened = async (both: Revisions) => widenedRoles(await compareRoles(both));
const texts = (dangers: readonly Danger[]) => dangers.map(({ text }) => text);

it("names data that is destroyed, and what forces its replacement; not a role that goes", () => {
  const change = (address: string, action: "delete" | "replace" | "update") => ({
    place: { stack: "prod-data", environment: "prod", layer: "data", address },
    action,
    attributes: [
      { name: "hash_key", unknown: false, forcesReplacement: action === "replace" },
      { name: "tags", unknown: false, forcesReplacement: false },
    ],
  });
  const changes = [
    change("aws_dynamodb_table.sessions", "replace"),
    change("aws_s3_bucket.raw", "delete"),
    change("aws_s3_bucket.logs", "update"),
    change("aws_iam_role.reader", "delete"),
  ];
  expect(texts(lostData(revisions({}, {}, changes)))).toEqual([
    "Replaces what holds a table, because hash_key cannot be changed in place",
    "Destroys objects",
  ]);
});

it("names key attributes whose type a table keeps, whatever its file says, which no plan shows", () => {
  const keys = (...attribute: [name: string, type: string][]) => ({
    attribute: attribute.map(([name, type]) => ({ name, type })),
  });
  const change = one(
    "aws_dynamodb_table.t",
    keys(["id", "S"], ["at", "N"]),
    keys(["id", "S"], ["at", "S"], ["to", "N"]),
  );
  expect(texts(keptKeyTypes(change))).toEqual([
    "The key attribute at goes from N to S, but the table keeps N: only a new table has another type",
  ]);
});

it.each<[string, string, Block, Block, string[]]>([
  [
    "aws_dynamodb_table.t",
    "protection off",
    { deletion_protection_enabled: true },
    {},
    ["deletion_protection_enabled becomes false"],
  ],
  ["aws_dynamodb_table.t", "protection on", {}, { deletion_protection_enabled: true }, []],
  [
    "aws_cloudwatch_log_group.g",
    "kept for less",
    { retention_in_days: 400 },
    { retention_in_days: 90 },
    ["retention_in_days goes from 400 to 90"],
  ],
  ["aws_cloudwatch_log_group.g", "kept for more", { retention_in_days: 90 }, { retention_in_days: 400 }, []],
  [
    "aws_sqs_queue.q",
    "no key",
    { kms_master_key_id: "${aws_kms_key.k.arn}" },
    {},
    ["kms_master_key_id goes: an AWS key, or none, encrypts from now on"],
  ],
  [
    "aws_sqs_queue.q",
    "another key",
    { kms_master_key_id: "${aws_kms_key.a.arn}" },
    { kms_master_key_id: "${aws_kms_key.b.arn}" },
    [],
  ],
  [
    "aws_lb_listener.l",
    "older TLS",
    { ssl_policy: "ELBSecurityPolicy-TLS13-1-2-2021-06" },
    { ssl_policy: "ELBSecurityPolicy-TLS-1-1-2017-01" },
    ["ssl_policy goes from ELBSecurityPolicy-TLS13-1-2-2021-06 to ELBSecurityPolicy-TLS-1-1-2017-01"],
  ],
  [
    "aws_dynamodb_table.t",
    "deep in a block",
    { point_in_time_recovery: { enabled: true }, server_side_encryption: { kms_key_arn: "k" } },
    { point_in_time_recovery: { enabled: true } },
    ["kms_key_arn goes: an AWS key, or none, encrypts from now on"],
  ],
  [
    "aws_dynamodb_table.t",
    "no point in time to recover to",
    { point_in_time_recovery: { enabled: true } },
    { point_in_time_recovery: { enabled: false } },
    ["point_in_time_recovery.enabled goes from true to false"],
  ],
  [
    "aws_s3_bucket_versioning.v",
    "versions no longer kept",
    { versioning_configuration: { status: "Enabled" } },
    { versioning_configuration: { status: "Suspended" } },
    ["versioning_configuration.status goes from Enabled to Suspended"],
  ],
  [
    "aws_s3_bucket_object_lock_configuration.l",
    "a lock that more people lift, and earlier",
    { rule: { default_retention: { mode: "COMPLIANCE", days: 400 } } },
    { rule: { default_retention: { mode: "GOVERNANCE", days: 30 } } },
    ["default_retention.mode goes from COMPLIANCE to GOVERNANCE", "default_retention.days goes from 400 to 30"],
  ],
  [
    "aws_s3_bucket_server_side_encryption_configuration.e",
    "a key of AWS",
    { rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "aws:kms" } }] },
    { rule: [{ apply_server_side_encryption_by_default: { sse_algorithm: "AES256" } }] },
    ["sse_algorithm goes from aws:kms to AES256"],
  ],
  [
    "aws_s3_bucket_lifecycle_configuration.l",
    "objects go earlier",
    { rule: [{ id: "old", expiration: [{ days: 90 }], transition: [{ days: 30 }] }] },
    { rule: [{ id: "old", expiration: [{ days: 7 }], transition: [{ days: 3 }] }] },
    ["expiration.days goes from 90 to 7"],
  ],
  [
    "aws_bedrock_guardrail.g",
    "filters less",
    { content_policy_config: [{ filters_config: [{ type: "HATE", input_strength: "HIGH" }] }] },
    { content_policy_config: [{ filters_config: [{ type: "HATE", input_strength: "LOW" }] }] },
    ["input_strength goes from HIGH to LOW"],
  ],
  ["aws_cloudwatch_metric_alarm.a", "notifies no topic", { alarm_actions: ["${a}"] }, {}, ["alarm_actions loses ${a}"]],
  [
    "aws_cloudwatch_metric_alarm.a",
    "notifies another topic",
    { alarm_actions: ["${a}"] },
    { alarm_actions: ["${b}"] },
    [],
  ],
  [
    "aws_db_instance.d",
    "may be destroyed",
    { lifecycle: { prevent_destroy: true } },
    { lifecycle: {} },
    ["prevent_destroy goes from true to its default"],
  ],
  [
    "aws_lb_listener.l",
    "in the clear",
    { protocol: "HTTPS" },
    { protocol: "HTTP" },
    ["protocol goes from HTTPS to HTTP"],
  ],
  [
    "aws_db_instance.d",
    "public",
    { publicly_accessible: false },
    { publicly_accessible: true },
    ["publicly_accessible goes from false to true"],
  ],
])("%s, %s", (address, _, before, after, expected) => {
  expect(texts(weakened(one(address, before, after)))).toEqual(expected);
});

it("names a guard that goes", () => {
  const place = {
    stack: "prod-monitoring",
    environment: "prod",
    layer: "monitoring",
    address: "aws_cloudwatch_metric_alarm.cpu",
  };
  expect(texts(weakened(revisions({}, {}, [{ place, action: "delete", attributes: [] }])))).toEqual([
    "Removes an alarm",
  ]);
});

const policy = (...statements: object[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });

it("says who may use a resource now; what another statement covers is no news", () => {
  const statement = (account: string, more: object = {}) => ({
    Effect: "Allow",
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: "sqs:*",
    Resource: "*",
    ...more,
  });
  const change = (before: string, after: string) =>
    widenedPolicies(one("aws_sqs_queue_policy.q", { policy: before }, { policy: after }));
  const refusal = {
    Effect: "Deny",
    Principal: "*",
    Action: "sqs:*",
    Resource: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  expect(
    change(policy(statement("111122223333")), policy(statement("111122223333", { Action: "sqs:SendMessage" }))),
  ).toEqual([]);
  expect(
    change(policy(statement("111122223333")), policy(statement("111122223333"), statement("444455556666")))[0]?.details,
  ).toEqual(["may now: arn:aws:iam::444455556666:root: sqs:* on *"]);
  expect(change(policy(statement("111122223333"), refusal), policy(statement("111122223333")))[0]?.details).toEqual([
    "refused no longer: *: sqs:* on * if aws:securetransport Bool false",
  ]);
});

it("sees a policy that is new, and one that goes, on a resource that stays", () => {
  const queues = { "aws_sqs_queue.old": {} };
  const policyOf = (queue: string, ...statements: object[]) => ({
    "aws_sqs_queue_policy.p": { queue_url: `\${aws_sqs_queue.${queue}.url}`, policy: policy(...statements) },
  });
  const change = (before: Record<string, Block>, after: Record<string, Block>) =>
    widenedPolicies(revisions({ "prod-data": { resources: before } }, { "prod-data": { resources: after } })).map(
      ({ text, details }) => [text, ...details],
    );
  const send = (Principal: unknown) => ({ Effect: "Allow", Principal, Action: "sqs:SendMessage", Resource: "*" });
  const opened = "Other principals may use it, or do more with it";

  const topics = { Service: "sns.amazonaws.com" };
  expect(change(queues, { ...queues, ...policyOf("old", send(topics)) })).toEqual([
    [opened, "may now: Service sns.amazonaws.com: sqs:SendMessage on *"],
  ]);
  // A service and the account may use what is new; others are worth a look.
  const added = { ...queues, "aws_sqs_queue.new": {} };
  expect(change(queues, { ...added, ...policyOf("new", send(topics)) })).toEqual([]);
  expect(change(queues, { ...added, ...policyOf("new", send("*")) })).toEqual([
    [opened, "may now: *: sqs:SendMessage on *"],
  ]);
  const permission = {
    function_name: "${aws_lambda_function.f.arn}",
    action: "lambda:InvokeFunction",
    principal: "444455556666",
  };
  const functions = { "aws_lambda_function.f": {} };
  expect(change(functions, { ...functions, "aws_lambda_permission.p": permission })).toEqual([
    [opened, "may now: 444455556666: lambda:InvokeFunction on *"],
  ]);
  // Under another address it is the same policy.
  const same = policyOf("old", send(topics))["aws_sqs_queue_policy.p"];
  expect(change({ ...queues, "aws_sqs_queue_policy.a": same }, { ...queues, "aws_sqs_queue_policy.b": same })).toEqual(
    [],
  );
  const refusal = { Effect: "Deny", Principal: "*", Action: "sqs:*", Resource: "*" };
  expect(change({ ...queues, ...policyOf("old", refusal) }, queues)).toEqual([
    ["Its policy goes, and with it what it refuses", "refused no longer: *: sqs:* on *"],
  ]);
  expect(change({ ...queues, ...policyOf("old", refusal) }, {})).toEqual([]);
});

it("names new roles with what they may do, and those that nothing limits", async () => {
  const role = (statement: object) => ({
    "aws_iam_role.worker": { name: "worker", assume_role_policy: policy() },
    "aws_iam_role_policy.worker": { role: "${aws_iam_role.worker.name}", policy: policy(statement) },
  });
  const added = (statement: object) =>
    compareRoles(revisions({ "prod-data": {} }, { "prod-data": { resources: role(statement) } }));
  const queue = "arn:aws:sqs:us-east-1:777788889999:uploads";
  const limited = await added({ Effect: "Allow", Action: "sqs:SendMessage", Resource: queue });
  expect(newRoles(limited)).toMatchObject([{ name: "worker", may: [`sqs:SendMessage on ${queue}`] }]);
  expect(unlimitedRoles(limited)).toEqual([]);
  expect(unlimitedRoles(await added({ Effect: "Allow", Action: ["s3:*"], Resource: "*" }))).toMatchObject([
    { details: ["may now: s3:* on *"] },
  ]);
  expect(newRoles(await compareRoles(revisions({}, { "prod-data": { resources: role({}) } })))).toEqual([]);
});

it("sees through a rename: a role and a table that move and get weaker", async () => {
  const statement = (Action: string) => policy({ Effect: "Allow", Action, Resource: "*" });
  const resources = (id: string, action: string, isProtected: boolean) => ({
    [`aws_iam_role.${id}`]: { name: "worker", assume_role_policy: policy() },
    [`aws_iam_role_policy.${id}`]: { role: `\${aws_iam_role.${id}.name}`, policy: statement(action) },
    [`aws_dynamodb_table.${id}`]: { name: "t", deletion_protection_enabled: isProtected },
  });
  const both = revisions(
    { "prod-data": { resources: resources("a", "sqs:SendMessage", true) } },
    { "prod-data": { resources: resources("b", "sqs:*", false) } },
  );
  const moves = movesIn([
    fakeStack("prod-data", {
      json: {
        moved: ["aws_iam_role", "aws_dynamodb_table"].map((type) => ({ from: `${type}.a`, to: `${type}.b` })),
      },
    }),
  ]);
  expect(texts(weakened({ ...both, moves }))).toEqual(["deletion_protection_enabled becomes false"]);
  expect(texts(await widened({ ...both, moves }))).toEqual(["worker may do more"]);
  expect(newRoles(await compareRoles({ ...both, moves }))).toEqual([]);
});

it("says of a role what it may do now and what no longer, as the evaluator answers", async () => {
  const boundary = policy({ Effect: "Allow", Action: ["sqs:*", "s3:*"], Resource: "*" });
  const stack = (work: string): FakeStacks => ({
    "prod-data": {
      resources: {
        "aws_iam_policy.boundary": { name: "boundary", policy: boundary },
        "aws_iam_policy.work": { name: "work", policy: work },
        "aws_iam_role.worker": {
          name: "worker",
          assume_role_policy: policy(),
          permissions_boundary: "${aws_iam_policy.boundary.arn}",
        },
        "aws_iam_role_policy_attachment.worker": {
          role: "${aws_iam_role.worker.name}",
          policy_arn: "${aws_iam_policy.work.arn}",
        },
      },
    },
  });
  const change = (before: string, after: string) => widened(revisions(stack(before), stack(after)));
  const queue = "arn:aws:sqs:us-east-1:777788889999:uploads";
  const allow = (action: string, condition?: object) => ({
    Effect: "Allow",
    Action: action,
    Resource: queue,
    ...(condition && { Condition: condition }),
  });

  expect(await change(policy(allow("sqs:SendMessage")), policy(allow("sqs:*")))).toMatchObject([
    { text: "worker may do more", details: [`may now: sqs:* on ${queue}`] },
  ]);
  expect(await change(policy(allow("sqs:*")), policy(allow("sqs:SendMessage")))).toEqual([]);
  // The boundary does not let it.
  expect(
    await change(
      policy(allow("sqs:SendMessage")),
      policy(allow("sqs:SendMessage"), { Effect: "Allow", Action: "iam:CreateUser", Resource: "*" }),
    ),
  ).toEqual([]);
  // Said in another way.
  expect(
    await change(
      policy(allow("sqs:SendMessage"), allow("sqs:ReceiveMessage")),
      policy({ ...allow("sqs:SendMessage"), Action: ["sqs:ReceiveMessage", "sqs:SendMessage"] }),
    ),
  ).toEqual([]);
  const tagged = { StringEquals: { "aws:PrincipalTag/team": "uploads" } };
  expect(await change(policy(allow("sqs:SendMessage", tagged)), policy(allow("sqs:SendMessage")))).toMatchObject([
    { details: [`may now: sqs:SendMessage on ${queue}`] },
  ]);
});

it("reads the policies in a role itself, names that only an apply knows, and attachments of AWS", async () => {
  const stack = (action: string, more: FakeStacks[string]["resources"] = {}): FakeStacks => ({
    "prod-data": {
      resources: {
        "aws_dynamodb_table.notes": { name: "notes" },
        "aws_opensearchserverless_collection.index": { name: "index" },
        "aws_iam_role.worker": { name: "worker", assume_role_policy: policy() },
        "aws_iam_role_policy.worker": {
          role: "${aws_iam_role.worker.id}",
          policy: policy(
            { Effect: "Allow", Action: action, Resource: "${aws_dynamodb_table.notes.arn}" },
            {
              Effect: "Allow",
              Action: "aoss:APIAccessAll",
              Resource: "${aws_opensearchserverless_collection.index.arn}",
            },
          ),
        },
        ...more,
      },
    },
  });
  const change = (before: FakeStacks, after: FakeStacks) => widened(revisions(before, after));
  const table = "arn:aws:dynamodb:us-east-1:777788889999:table/notes";
  expect(await change(stack("dynamodb:GetItem"), stack("dynamodb:*"))).toMatchObject([
    { text: "worker may do more", details: [`may now: dynamodb:* on ${table}`] },
  ]);
  expect(await change(stack("dynamodb:*"), stack("dynamodb:GetItem"))).toEqual([]);
  const narrowed = async (before: FakeStacks, after: FakeStacks) =>
    narrowedRoles(await compareRoles(revisions(before, after)));
  expect(await narrowed(stack("dynamodb:*"), stack("dynamodb:GetItem"))).toMatchObject([
    { name: "worker", address: "aws_iam_role.worker", mayNoLonger: [`dynamodb:* on ${table}`] },
  ]);
  expect(await narrowed(stack("dynamodb:GetItem"), stack("dynamodb:*"))).toEqual([]);
  const administrator = "arn:aws:iam::aws:policy/AdministratorAccess";
  const attachment = { role: "${aws_iam_role.worker.name}", policy_arn: administrator };
  expect(
    await change(
      stack("dynamodb:GetItem"),
      stack("dynamodb:GetItem", { "aws_iam_role_policy_attachment.admin": attachment }),
    ),
  ).toMatchObject([{ details: [`may now: all that ${administrator} allows`] }]);
});

it("tries what a statement allows with all actions but some", async () => {
  const stack = (...notActions: string[]): FakeStacks => ({
    "prod-data": {
      resources: {
        "aws_iam_role.worker": { name: "worker", assume_role_policy: policy() },
        "aws_iam_role_policy.worker": {
          role: "${aws_iam_role.worker.name}",
          policy: policy({ Effect: "Allow", NotAction: notActions, Resource: "*" }),
        },
      },
    },
  });
  const everyService = stack("iam:*");
  const one = await widened(revisions(stack("*"), everyService));
  expect(one).toMatchObject([{ details: ["may now: all but iam:* on *"] }]);
  expect(await widened(revisions(everyService, stack("*")))).toEqual([]);
});

it("names outputs that go while another stack reads them", () => {
  const producer = (outputs: Record<string, string>) => ({ resources: { "aws_vpc.vpc": {} }, outputs });
  const consumer = (value: string) => ({
    resources: { "aws_subnet.s": { vpc_id: value } },
    reads: { network: "prod-network" },
  });
  const read = "${data.terraform_remote_state.network.outputs.vpc_id}";
  const base = { "prod-network": producer({ vpc_id: "v", unread: "u" }), "prod-data": consumer(read) };
  expect(
    texts(removedOutputs(revisions(base, { "prod-network": producer({}), "prod-data": consumer("vpc-1") }))),
  ).toEqual(["Publishes vpc_id no longer, which prod-data reads"]);
});

it("lists what changes in contracts, with those that read it", () => {
  const reader = (output: string) => ({
    resources: { "aws_subnet.s": { vpc_id: `\${data.terraform_remote_state.network.outputs.${output}}` } },
    reads: { network: "prod-network" },
  });
  const base = { "prod-network": { outputs: { vpc_id: "v", zone: "z", same: "s" } }, "prod-data": reader("vpc_id") };
  const head = { "prod-network": { outputs: { vpc_id: "w", same: "s", more: "m" } }, "prod-data": reader("vpc_id") };
  expect(changedContracts(revisions(base, head))).toEqual([
    { stack: "prod-network", output: "vpc_id", change: "changed", readers: ["prod-data"] },
    { stack: "prod-network", output: "zone", change: "removed", readers: [] },
    { stack: "prod-network", output: "more", change: "added", readers: [] },
  ]);
});

it("names waivers that are new or last longer", () => {
  const waiver = {
    id: "CKV_AWS_1",
    scope: { stacks: ["*"], addresses: ["*"] },
    reason: "It is right.",
    owner: "platform",
    expires: "2027-01-31",
  };
  expect(newWaivers([waiver], [waiver])).toEqual([]);
  expect(texts(newWaivers([waiver], [{ ...waiver, expires: "2027-06-30" }]))).toEqual([
    "Waives CKV_AWS_1 until 2027-06-30",
  ]);
});
