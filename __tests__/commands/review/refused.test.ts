import { expect, it, test } from "vitest";
import type { Revisions } from "../../../commands/review/dangers/danger";
import { refusedByAws } from "../../../commands/review/dangers/refused";
import { link } from "../../../synthesized/linked-stack";
import type { Block } from "../../../synthesized/stack";
import { fakeStack } from "../../support/fake-stacks";

const stack = (address: string, block?: Block) =>
  link([fakeStack("prod-data", { resources: block ? { [address]: block } : {} })]);

function textsOf(address: string, before: Block, after?: Block): string[] {
  const place = { stack: "prod-data", environment: "prod", layer: "data", address };
  const changes: Revisions["changes"] = after ? [] : [{ place, action: "delete", attributes: [] }];
  return refusedByAws({ base: stack(address, before), head: stack(address, after), changes }).map(({ text }) => text);
}

const week =
  "EKS goes back only within seven days of the upgrade, and after the node groups, which an apply changes last";

test.each([
  ["up by one", "1.34", "1.35", []],
  ["up by two", "1.33", "1.35", ["1.33 becomes 1.35: EKS goes up one minor version at a time; 1.34 is next"]],
  ["back by one", "1.35", "1.34", [`1.35 becomes 1.34: ${week}`]],
  ["back by two", "1.35", "1.33", ["1.35 becomes 1.33: EKS goes back by one minor version at most"]],
])("a version of Kubernetes that goes %s", (_, before, after, expected) => {
  expect(textsOf("aws_eks_cluster.main", { version: before }, { version: after })).toEqual(expected);
});

const restore = "Aurora upgrades only; restore a snapshot from before the upgrade into a new cluster";

test.each([
  ["an earlier minor version", "16.8", "16.6", [`16.8 becomes 16.6: ${restore}`]],
  ["an earlier major version", "17.4", "16", [`17.4 becomes 16: ${restore}`]],
  ["a later version, by the number and not by the text", "9.6", "16", []],
  ["the newest of the same major version", "16.8", "16", []],
  ["a minor version in place of the newest", "16", "16.8", []],
  ["the version of another resource", "16.8", "${aws_rds_global_cluster.main.engine_version}", []],
])("a database with %s", (_, before, after, expected) => {
  const database = (version: string) => ({ engine_version: version });
  expect(textsOf("aws_rds_cluster.main", database(before), database(after))).toEqual(expected);
  expect(textsOf("aws_rds_global_cluster.main", database(before), database(after))).toEqual(expected);
});

it("refuses any change of a vault lock in mode compliance, and takes those of the others", () => {
  const compliance = { min_retention_days: 35, max_retention_days: 2557, changeable_for_days: 7 };
  const governance = { min_retention_days: 35, max_retention_days: 2557 };
  const lock = "aws_backup_vault_lock_configuration.main";
  const why = "a vault lock in mode compliance is final seven days after it was made, for everybody";
  expect(textsOf(lock, compliance, governance)).toEqual([`compliance (35 to 2557 days) becomes governance: ${why}`]);
  expect(textsOf(lock, compliance, { ...compliance, min_retention_days: 1 })).toEqual([
    `compliance (35 to 2557 days) becomes compliance (1 to 2557 days): ${why}`,
  ]);
  expect(textsOf(lock, compliance)).toEqual([`compliance (35 to 2557 days) goes: ${why}`]);
  expect(textsOf(lock, compliance, { ...compliance })).toEqual([]);
  expect(textsOf(lock, governance, compliance)).toEqual([]);
  expect(textsOf(lock, governance)).toEqual([]);
});
