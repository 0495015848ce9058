import { stripVTControlCharacters } from "node:util";
import { expect, it } from "vitest";
import { changesOf, type PlannedResource, plainChanges } from "../../../commands/preview/changes";
import { mergeStates } from "../../../commands/preview/merge-states";
import { countText, reportText } from "../../../commands/preview/report";
import { previewScope } from "../../../commands/preview/scope";
import { built, fakeStack } from "../../support/fake-stacks";

const provider = 'provider["registry.example.com/hashicorp/aws"]';

it("moves every resource of a state into its stack's module, with the root's provider", () => {
  const topic = { mode: "managed", type: "aws_sns_topic", name: "topic" } as const;
  const state = {
    version: 4,
    terraform_version: "1.11.0",
    resources: [
      { mode: "data", type: "terraform_remote_state", name: "x", provider: "builtin", instances: [{}] } as const,
      {
        ...topic,
        provider,
        instances: [{ dependencies: ["aws_kms_key.a", "data.terraform_remote_state.x"], attributes: { id: "1" } }],
      },
      { ...topic, name: "edge", provider: `${provider}.edge`, instances: [{}] },
      { ...topic, name: "gone", provider: `${provider}.given-up`, module: "module.inner", instances: [] },
    ],
  };
  const passed = new Map([["dev-data", { aws: "aws.dev-data", "aws.edge": "aws.dev-data-edge" }]]);
  expect(mergeStates(new Map([["dev-data", state]]), passed, "1.12.0")).toMatchObject({
    version: 4,
    terraform_version: "1.12.0",
    resources: [
      {
        name: "topic",
        module: "module.dev-data",
        provider: `${provider}.dev-data`,
        instances: [{ dependencies: ["module.dev-data.aws_kms_key.a"], attributes: { id: "1" } }],
      },
      { name: "edge", provider: `${provider}.dev-data-edge` },
      { name: "gone", provider: `${provider}.dev-data`, module: "module.dev-data.module.inner" },
    ],
  });
});

const stack = fakeStack("dev-data", { resources: { "aws_sns_topic.topic": built("dev-data/alerts/topic") } });

function planned(change: Partial<PlannedResource["change"]>, more: Partial<PlannedResource> = {}): PlannedResource {
  return {
    address: "module.dev-data.aws_sns_topic.topic",
    mode: "managed",
    ...more,
    change: {
      actions: ["update"],
      before: null,
      after: null,
      after_unknown: {},
      before_sensitive: false,
      after_sensitive: false,
      ...change,
    },
  };
}

it("tells what an update changes, what hangs on others and what is secret", () => {
  const [change] = changesOf(
    [
      planned({
        before: { a: 1, same: [1], tags: {}, policy: "old", secret: "x" },
        after: { a: 2, same: [1], secret: "y" },
        after_unknown: { policy: true, same: [false] },
        after_sensitive: { secret: true },
      }),
    ],
    [stack],
  );
  expect(change).toEqual({
    place: expect.objectContaining({ path: "alerts/topic" }),
    action: "update",
    attributes: [
      { name: "a", before: 1, after: 2, unknown: false, forcesReplacement: false },
      { name: "policy", unknown: true, forcesReplacement: false },
      { name: "secret", unknown: false, forcesReplacement: false },
    ],
  });
});

it("tells of a replacement what forces it, without everything that AWS fills in anew", () => {
  const [change] = changesOf(
    [
      planned({
        actions: ["delete", "create"],
        before: { name: "old", arn: "x" },
        after: { name: "new" },
        after_unknown: { arn: true },
        replace_paths: [["name"]],
      }),
    ],
    [stack],
  );
  expect(change?.action).toBe("replace");
  expect(change?.attributes).toEqual([
    { name: "name", before: "old", after: "new", unknown: false, forcesReplacement: true },
  ]);
});

it("tells moves and imports from no change at all, and leaves data sources out", () => {
  const still = planned({ actions: ["no-op"] });
  const actions = (...all: PlannedResource[]) => changesOf(all, [stack]).map(({ action }) => action);
  expect(actions(still)).toEqual([]);
  expect(actions({ ...still, previous_address: "module.dev-data.aws_sns_topic.old" })).toEqual(["move"]);
  expect(actions(planned({ actions: ["no-op"], importing: { id: "x" } }))).toEqual(["import"]);
  expect(actions(planned({ actions: ["read"] }, { mode: "data" }))).toEqual([]);
});

it("takes a plan's messages for enough where nothing has to be compared", () => {
  const message = (action: string) => ({
    type: "planned_change",
    change: { resource: { addr: "module.dev-data.aws_sns_topic.topic" }, action },
  });
  const actions = (plain: PlannedResource[] | undefined) =>
    plain && changesOf(plain, [stack]).map(({ action }) => action);
  expect(actions(plainChanges([message("create"), message("delete"), message("read"), message("noop")]))).toEqual([
    "create",
    "delete",
  ]);
  expect(plainChanges([])).toEqual([]);
  for (const action of ["update", "replace", "move"]) {
    expect(plainChanges([message("create"), message(action)])).toBeUndefined();
  }
});

it("reports layer by layer", () => {
  const changes = changesOf([planned({ before: { a: 1, b: "x".repeat(99) }, after: { a: 2, b: "y" } })], [stack]);
  const text = stripVTControlCharacters(reportText([stack, fakeStack("dev-empty")], changes));
  expect(text.split("\n")).toEqual([
    "dev-data  1 to change",
    "  ~ alerts/topic (aws_sns_topic.topic)",
    "      a: 1 → 2",
    "      b",
    "dev-empty  no changes",
  ]);
  expect(countText([])).toBe("no changes");
});

it("plans the environments that were asked for and the producers they read, in order", () => {
  const all = [
    fakeStack("dr-network", { reads: { security: "dr-security" } }),
    fakeStack("dr-security", { reads: { prod_security: "prod-security" } }),
    fakeStack("prod-network", { reads: { security: "prod-security" } }),
    fakeStack("prod-security"),
    fakeStack("dev-security"),
  ];
  const { environments, stacks } = previewScope(all, ["dr"]);
  expect(environments).toEqual(["dr"]);
  expect(stacks.map(({ id }) => id)).toEqual(["prod-security", "dr-security", "dr-network"]);
  expect(previewScope(all, ["d*"]).environments).toEqual(["dr", "dev"]);
  expect(() => previewScope(all, ["test"])).toThrow(
    'No environment matches "test". The environments are dr, prod, dev.',
  );
});

const ofType = (
  type: string,
  action: "create" | "update" | "replace",
  name: string,
  id = "main",
  [before, after]: readonly [unknown, unknown] = [1, 2],
) =>
  stripVTControlCharacters(
    reportText(
      [stack],
      [
        {
          place: { environment: "dev", layer: "data", stack: "dev-data", address: `${type}.${id}` },
          action,
          attributes: [{ name, before, after, unknown: false, forcesReplacement: action === "replace" }],
        },
      ],
    ),
  );

it("says what is lost with a replaced resource that holds data", () => {
  expect(ofType("aws_kms_key", "replace", "multi_region")).toContain("  loses all that is encrypted with the key");
  expect(ofType("aws_kms_key", "update", "description")).not.toContain("loses");
  expect(ofType("aws_sns_topic", "replace", "name")).not.toContain("loses");
});

it("says what AWS asks for before it takes an update", () => {
  expect(ofType("aws_emrserverless_application", "update", "maximum_capacity")).toContain(
    "First: stop the application",
  );
  expect(ofType("aws_rds_global_cluster", "update", "engine_version")).toContain("upgrade-the-database.md");
  expect(ofType("aws_emrserverless_application", "update", "tags")).not.toContain("First:");
});

it("says what AWS refuses, whatever is done first", () => {
  const from = (before: string, after: string) =>
    ofType("aws_eks_cluster", "update", "version", "main", [before, after]);
  expect(from("1.33", "1.35")).toContain(
    "      AWS refuses this: EKS goes up one minor version at a time; 1.34 is next.",
  );
  expect(from("1.34", "1.35")).not.toContain("refuses");
  const lock = "      AWS refuses this where the lock is final: in mode compliance, seven days after it was made.";
  expect(ofType("aws_backup_vault_lock_configuration", "replace", "max_retention_days")).toContain(lock);
  expect(ofType("aws_backup_vault_lock_configuration", "create", "max_retention_days")).not.toContain("refuses");
});

it("says who has to apply a change that the pipeline may not make", () => {
  const administrator = (call: string) => `      The pipeline is denied ${call}: an administrator has to apply this.`;
  expect(ofType("aws_guardduty_detector", "update", "finding_publishing_frequency")).toContain(
    administrator("guardduty:UpdateDetector"),
  );
  expect(ofType("aws_guardduty_detector", "update", "tags_all")).not.toContain("denied");
  expect(ofType("aws_accessanalyzer_analyzer", "replace", "configuration")).toContain(
    administrator("access-analyzer:DeleteAnalyzer"),
  );
  expect(ofType("aws_backup_vault_lock_configuration", "replace", "max_retention_days")).toContain(
    administrator("backup:DeleteBackupVaultLockConfiguration"),
  );
  expect(ofType("aws_s3_bucket_object_lock_configuration", "create", "rule")).toContain(
    administrator("s3:PutBucketObjectLockConfiguration"),
  );
  expect(ofType("aws_flow_log", "replace", "max_aggregation_interval")).toContain(
    "      The pipeline is denied ec2:DeleteFlowLogs: above tier sandbox, somebody with break-glass has to apply this.",
  );
  const lifecycle = (id: string) => ofType("aws_s3_bucket_lifecycle_configuration", "update", "rule", id);
  expect(lifecycle("log_archive")).toContain(administrator("s3:PutLifecycleConfiguration"));
  expect(lifecycle("lake_raw")).not.toContain("denied");
});
