import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ApplyJournal } from "../../../commands/deploy/apply-journal";
import { refusedImports } from "../../../commands/deploy/plan-with-imports";
import { takeOver } from "../../../commands/deploy/recovery";
import { parseState } from "../../../commands/deploy/state";
import { processIdentity } from "../../../commands/processes";
import { fakeStack } from "../../support/fake-stacks";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "strata-notes-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const line = (type: string, addr: string, action = "create", id?: string) =>
  `${JSON.stringify({ type, hook: { resource: { addr }, action, ...(id && { id_key: "id", id_value: id }) } })}\n`;

describe("ApplyJournal", () => {
  it("tell what an apply that was killed had done, its last line cut", () => {
    const notes = new ApplyJournal(folder);
    expect(notes.unfinished()).toBeUndefined();
    notes.begin({ pid: 2 ** 30, identity: "long ago" });
    writeFileSync(
      notes.journal,
      line("apply_start", "aws_vpc.main") +
        line("apply_start", "aws_eip.nat") +
        line("apply_start", "aws_subnet.a") +
        line("apply_complete", "aws_vpc.main", "create", "vpc-1") +
        line("apply_start", "aws_vpc.other", "update") +
        line("apply_errored", "aws_eip.nat") +
        line("apply_complete", "aws_subnet.a", "create", "subnet-1").slice(0, 40),
    );
    expect(notes.unfinished()).toMatchObject({
      created: new Map([["aws_vpc.main", "vpc-1"]]),
      underWay: ["aws_subnet.a"],
    });
    expect(notes.running()).toBeUndefined();
  });

  it("tell that an apply still runs", () => {
    const notes = new ApplyJournal(folder);
    writeFileSync(notes.journal, "");
    notes.begin({ pid: process.pid, identity: processIdentity(process.pid) ?? "" });
    expect(notes.running()).toBe(process.pid);
  });

  it("tell what an apply had done whose process was not noted", () => {
    const notes = new ApplyJournal(folder);
    writeFileSync(notes.journal, line("apply_complete", "aws_vpc.main", "create", "vpc-1"));
    expect(notes.unfinished()?.created).toEqual(new Map([["aws_vpc.main", "vpc-1"]]));
    expect(notes.running()).toBeUndefined();
  });

  it("keep what an apply found in its way, which is no apply that was killed", () => {
    const notes = new ApplyJournal(folder);
    expect(notes.existing()).toEqual([]);
    notes.close();
    notes.keepExisting([]);
    expect(existsSync(folder)).toBe(false);
    const role = { address: "aws_iam_role.reader", id: "reader" };
    notes.keepExisting([role]);
    expect(notes.existing()).toEqual([role]);
    expect(notes.unfinished()).toBeUndefined();
    notes.close();
    expect(notes.existing()).toEqual([]);
  });

  it("are gone when they are closed", () => {
    const notes = new ApplyJournal(folder);
    notes.begin({ pid: 1, identity: "x" });
    writeFileSync(notes.journal, "");
    notes.close();
    expect(notes.unfinished()).toBeUndefined();
  });
});

describe("takeOver", () => {
  const stack = fakeStack("dev-network", {
    resources: {
      "aws_vpc.main": {},
      "aws_eip.nat": {},
      "aws_route_table.a": {},
      "data.aws_route_table.theirs": {},
      "aws_route.internet": { route_table_id: "${aws_route_table.a.id}", destination_cidr_block: "0.0.0.0/0" },
      "aws_route.elsewhere": {
        route_table_id: "${data.aws_route_table.theirs.id}",
        destination_cidr_block: "0.0.0.0/0",
      },
      "aws_iam_role.flow_logs": { name: "strata-dev-flow-logs" },
    },
  });

  it("takes over what was created and is in no state, by its id", () => {
    const created = new Map([
      ["aws_vpc.main", "vpc-1"],
      ["aws_eip.nat", "eipalloc-1"],
      ["aws_removed.since", "x"],
    ]);
    const recorded = new Map([["aws_vpc.main", "vpc-1"]]);
    expect(takeOver(stack, { created, underWay: [] }, recorded)).toEqual({
      imports: [{ to: "aws_eip.nat", id: "eipalloc-1", certain: true }],
      unknown: [],
    });
  });

  it("makes ids of arguments, with ids out of the state and out of the journal", () => {
    const created = new Map([["aws_route.internet", "r-rtb-1"]]);
    const expected = [{ to: "aws_route.internet", id: "rtb-1_0.0.0.0/0", certain: true }];
    const { imports } = takeOver(stack, { created, underWay: [] }, new Map([["aws_route_table.a", "rtb-1"]]));
    expect(imports).toEqual(expected);
    const both = new Map([...created, ["aws_route_table.a", "rtb-1"]]);
    expect(takeOver(stack, { created: both, underWay: [] }, new Map()).imports).toEqual(
      expect.arrayContaining(expected),
    );
  });

  it("makes no id that Terraform could not read, and takes an ARN only for what it is the id of", () => {
    const attachments = fakeStack("dev-security", {
      resources: {
        "aws_iam_policy.read": {},
        "aws_iam_role.reader": {},
        "aws_eip.odd": {},
        "aws_iam_role_policy_attachment.read": {
          role: "${aws_iam_role.reader.name}",
          policy_arn: "${aws_iam_policy.read.arn}",
        },
        "aws_iam_role_policy_attachment.odd": { role: "reader", policy_arn: "${aws_eip.odd.arn}" },
      },
    });
    const created = new Map([
      ["aws_iam_role_policy_attachment.read", "reader-2026"],
      ["aws_iam_role_policy_attachment.odd", "reader-2027"],
    ]);
    const recorded = new Map([
      ["aws_iam_role.reader", "reader"],
      ["aws_iam_policy.read", "arn:aws:iam::1:policy/read"],
      ["aws_eip.odd", "eipalloc-1"],
    ]);
    expect(takeOver(attachments, { created, underWay: [] }, recorded)).toEqual({
      imports: [{ to: "aws_iam_role_policy_attachment.read", id: "reader/arn:aws:iam::1:policy/read", certain: true }],
      unknown: ["aws_iam_role_policy_attachment.odd"],
    });
  });

  it.each<[string, string | undefined, string]>([
    // What AWS calls the resource is not what imports it, or only a part of it.
    ["aws_s3_object.script", "jobs/etl.py", "strata-dev-code/jobs/etl.py"],
    ["aws_network_acl_rule.in", "nacl-2554370815", "acl-1:100:tcp:false"],
    ["aws_emr_instance_fleet.task", "if-1", "j-1/if-1"],
    ["aws_appautoscaling_target.read", "table/orders", "dynamodb/table/orders/dynamodb:table:ReadCapacityUnits"],
    [
      "aws_appautoscaling_policy.read",
      "Reads:table/orders",
      "dynamodb/table/orders/dynamodb:table:ReadCapacityUnits/Reads:table/orders",
    ],
    // The id follows from arguments, whether or not it was given already.
    ["aws_s3_bucket_metric.all", undefined, "strata-dev-code:EntireBucket"],
    ["aws_db_proxy_default_target_group.main", undefined, "strata-dev-main"],
    ["aws_secretsmanager_secret_rotation.main", undefined, "arn:aws:secretsmanager:us-east-1:1:secret:main-AbCdEf"],
    // The bucket is of another state.
    ["aws_s3_bucket_replication_configuration.raw", "strata-prod-lake-raw", "strata-prod-lake-raw"],
  ])("knows what imports %s", (address, id, expected) => {
    const target = "${aws_appautoscaling_target.read";
    const data = fakeStack("dev-data", {
      resources: {
        "aws_s3_bucket.code": {},
        "aws_s3_object.script": { bucket: "${aws_s3_bucket.code.id}", key: "jobs/etl.py" },
        "aws_s3_bucket_metric.all": { bucket: "${aws_s3_bucket.code.id}", name: "EntireBucket" },
        "aws_s3_bucket_replication_configuration.raw": {
          bucket: '${lookup(data.terraform_remote_state.prod.outputs.zones, "raw")}',
        },
        "aws_network_acl.data": {},
        "aws_network_acl_rule.in": {
          network_acl_id: "${aws_network_acl.data.id}",
          rule_number: 100,
          protocol: "tcp",
          egress: false,
        },
        "aws_emr_cluster.hadoop": {},
        "aws_emr_instance_fleet.task": { cluster_id: "${aws_emr_cluster.hadoop.id}" },
        "aws_dynamodb_table.orders": {},
        "aws_appautoscaling_target.read": {
          resource_id: "table/${aws_dynamodb_table.orders.name}",
          scalable_dimension: "dynamodb:table:ReadCapacityUnits",
          service_namespace: "dynamodb",
        },
        "aws_appautoscaling_policy.read": {
          name: "Reads:table/${aws_dynamodb_table.orders.name}",
          resource_id: `${target}.resource_id}`,
          scalable_dimension: `${target}.scalable_dimension}`,
          service_namespace: `${target}.service_namespace}`,
        },
        "aws_db_proxy.main": { name: "strata-dev-main" },
        "aws_db_proxy_default_target_group.main": { db_proxy_name: "${aws_db_proxy.main.name}" },
        "aws_secretsmanager_secret.main": {},
        "aws_secretsmanager_secret_rotation.main": { secret_id: "${aws_secretsmanager_secret.main.id}" },
      },
    });
    const recorded = new Map([
      ["aws_s3_bucket.code", "strata-dev-code"],
      ["aws_network_acl.data", "acl-1"],
      ["aws_emr_cluster.hadoop", "j-1"],
      ["aws_secretsmanager_secret.main", "arn:aws:secretsmanager:us-east-1:1:secret:main-AbCdEf"],
      ...(address === "aws_appautoscaling_policy.read"
        ? [["aws_appautoscaling_target.read", "table/orders"] as const]
        : []),
    ]);
    const created = new Map(id === undefined ? [] : [[address, id] as const]);
    expect(takeOver(data, { created, underWay: [address] }, recorded)).toEqual({
      imports: [{ to: address, id: expected, certain: id !== undefined }],
      unknown: [],
    });
  });

  it("makes ARNs and addresses of the place and the name", () => {
    const named = fakeStack("dev-security", {
      aliases: { "us-west-2": "us-west-2" },
      resources: {
        "aws_iam_policy.boundary": { name: "strata-dev-boundary" },
        "aws_iam_policy.people": { name: "strata-dev-people", path: "/shared/" },
        "aws_sns_topic.page": { name: "strata-dev-page", provider: "aws.us-west-2" },
        "aws_iam_openid_connect_provider.runs": { url: "https://app.terraform.io" },
      },
    });
    const underWay = [
      "aws_iam_policy.boundary",
      "aws_iam_policy.people",
      "aws_sns_topic.page",
      "aws_iam_openid_connect_provider.runs",
    ];
    const { imports } = takeOver(named, { created: new Map(), underWay }, new Map());
    expect(imports.map(({ id }) => id)).toEqual([
      "arn:aws:iam::111122223333:policy/strata-dev-boundary",
      "arn:aws:iam::111122223333:policy/shared/strata-dev-people",
      "arn:aws:sns:us-west-2:111122223333:strata-dev-page",
      "arn:aws:iam::111122223333:oidc-provider/app.terraform.io",
    ]);
  });

  it("tries what was under way where the id follows from the arguments, and names the rest", () => {
    const underWay = ["aws_iam_role.flow_logs", "aws_eip.nat", "aws_route.elsewhere"];
    expect(takeOver(stack, { created: new Map(), underWay }, new Map())).toEqual({
      imports: [{ to: "aws_iam_role.flow_logs", id: "strata-dev-flow-logs", certain: false }],
      unknown: ["aws_eip.nat", "aws_route.elsewhere"],
    });
  });
});

describe("refusedImports", () => {
  const imports = ["aws_vpc.main", "aws_eip.nat", "aws_enabler.it"].map((to) => ({
    to,
    id: `id-of-${to}`,
    certain: true,
  }));
  const refused = (summary: string, detail = "") =>
    refusedImports(imports, [{ severity: "error", summary, detail }]).map(({ to }) => to);

  it("finds them by address, by id and by type", () => {
    expect(
      refused(
        "Cannot import non-existent remote object",
        'While attempting to import an existing object to "aws_vpc.main", …',
      ),
    ).toEqual(["aws_vpc.main"]);
    expect(refused('unexpected format of ID ("id-of-aws_eip.nat"), expected <a>/<b>')).toEqual(["aws_eip.nat"]);
    expect(refused("resource aws_enabler doesn't support import")).toEqual(["aws_enabler.it"]);
    expect(refused("No valid credential sources found")).toEqual([]);
  });
});

describe("parseState", () => {
  it("reads managed resources only, and a state that was never written as an empty one", () => {
    const instances = [{ attributes: { id: "vpc-1" } }];
    const resources = [
      { mode: "managed", type: "aws_vpc", name: "main", instances },
      { mode: "data", type: "aws_region", name: "here", instances },
      // Its creation was under way when the state was written.
      { mode: "managed", type: "aws_vpc", name: "unborn", instances: [] },
    ];
    expect(parseState(JSON.stringify({ resources }))).toEqual(new Map([["aws_vpc.main", "vpc-1"]]));
    expect(parseState("\n")).toEqual(new Map());
  });
});
