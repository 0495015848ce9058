import { expect, it } from "vitest";
import { movingPart } from "../../../commands/as-deployed/moving-parts";
import type { Block } from "../../../synthesized/stack";
import { fakeStack } from "../../support/fake-stacks";

const of = (resources: Record<string, Block>) => movingPart(fakeStack("dev-data", { resources }));

it("finds a data source whose answer can be another one next time", () => {
  expect(of({ "data.aws_secretsmanager_secret_version.current": {} })).toBe(
    "data.aws_secretsmanager_secret_version.current",
  );
  expect(of({ "data.aws_ami.latest": {}, "aws_vpc.vpc": {} })).toBe("data.aws_ami.latest");
});

it("takes a data source for fixed as long as nothing reads what can change of it", () => {
  const list = { "data.aws_ec2_managed_prefix_list.edge": { name: "x" } };
  const reading = (attribute: string) =>
    of({ ...list, "aws_vpc.vpc": { tags: { a: `\${data.aws_ec2_managed_prefix_list.edge.${attribute}}` } } });
  expect(of(list)).toBeUndefined();
  expect(reading("id")).toBeUndefined();
  expect(reading("entries")).toBe("data.aws_ec2_managed_prefix_list.edge");
  expect(reading("entries[0].cidr")).toBe("data.aws_ec2_managed_prefix_list.edge");
});

it("finds functions that give something else each time, where they are called", () => {
  expect(of({ "aws_vpc.vpc": { tags: { at: '${formatdate("YYYY", timestamp())}' } } })).toBe("timestamp()");
  expect(of({ "aws_vpc.vpc": { tags: { note: "uuid() in SQL", literal: "$${uuid()}" } } })).toBeUndefined();
});
