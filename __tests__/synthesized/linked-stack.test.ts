import { describe, expect, it } from "vitest";
import { alone, link } from "../../synthesized/linked-stack";
import type { Stack } from "../../synthesized/stack";
import { targetsIn } from "../../synthesized/target";
import { textOf } from "../../synthesized/value";
import { built, fakeStack, fakeStacks } from "../support/fake-stacks";

const stacks = fakeStacks({
  "prod-security": {
    resources: {
      "aws_kms_key.lake": built("prod-security/keys/lake", { description: "lake" }),
      "aws_kms_key.logs": { provider: "aws.edge" },
      "aws_s3_bucket.raw": { bucket: "strata-raw" },
      "aws_s3_bucket.curated": { bucket: "strata-curated" },
    },
    aliases: { edge: "eu-west-1" },
    outputs: {
      lake_key_arn: "${aws_kms_key.lake.arn}",
      key_arns: ["${aws_kms_key.lake.arn}", "${aws_kms_key.logs.arn}"],
      zones: { raw: "${aws_s3_bucket.raw.bucket}", curated: "${aws_s3_bucket.curated.bucket}" },
      prefix: "strata",
    },
  },
  "prod-data": {
    reads: { security: "prod-security" },
    resources: {
      "data.aws_region.here": {},
      "aws_glue_job.etl": { name: "etl", role_arn: "${aws_iam_role.etl.arn}", max_retries: 2 },
      "aws_iam_role.etl": { name: "${data.terraform_remote_state.security.outputs.prefix}-${aws_glue_job.etl.name}" },
    },
    outputs: { lake_key_arn: "${data.terraform_remote_state.security.outputs.lake_key_arn}" },
  },
  "dr-data": { reads: { prod_data: "prod-data" } },
});
const linked = link(stacks);
const stackCalled = (id: string) => linked.find((stack) => stack.id === id) ?? expect.fail(`no ${id}`);
const data = stackCalled("prod-data");
const outputs = "data.terraform_remote_state.security.outputs";

describe("linked stacks", () => {
  it("know account, tags, and the region and construct path of each resource", () => {
    const { account, tags, resources, dataSources } = stackCalled("prod-security");
    expect({ account, tags }).toEqual({ account: "777788889999", tags: { tier: "production" } });
    expect(resources.get("aws_kms_key.lake")).toMatchObject({ path: "keys/lake", region: "us-east-1" });
    expect(resources.get("aws_kms_key.logs")).toMatchObject({ path: "aws_kms_key.logs", region: "eu-west-1" });
    expect([...data.dataSources.keys()]).toEqual(["data.aws_region.here", "data.terraform_remote_state.security"]);
    expect(dataSources.size).toBe(0);
  });

  it("hold the stacks they read", () => {
    expect(data.producers).toEqual(new Map([["security", stackCalled("prod-security")]]));
    expect(alone(stacks[1] as Stack).producers.size).toBe(0);
  });

  it.each<[string, object]>([
    ["one allowed_account_ids", { provider: { aws: [{ region: "us-east-1" }] } }],
    ["one allowed_account_ids", { provider: { aws: [{ region: "us-east-1", allowed_account_ids: ["1", "2"] }] } }],
    ["an AWS provider without an alias with a region", { provider: { aws: [{ alias: "edge", region: "us-east-1" }] } }],
  ])("need %s", (message, json) => {
    expect(() => link([fakeStack("dev-data", { json })])).toThrow(`dev-data: expected ${message}`);
  });

  it("need the alias that a resource names", () => {
    const stack = fakeStack("dev-data", { resources: { "aws_vpc.main": { provider: "aws.edge" } } });
    expect(() => link([stack])).toThrow("dev-data: expected an AWS provider edge");
  });
});

describe("what a value refers to", () => {
  it.each<[string, unknown, string[]]>([
    ["a resource of the stack", "${aws_glue_job.etl.name}", ["prod-data aws_glue_job.etl name"]],
    ["a data source", "${data.aws_region.here.id}", ["prod-data data.aws_region.here id"]],
    ["an output of another stack", `\${${outputs}.lake_key_arn}`, ["prod-security aws_kms_key.lake arn"]],
    ["a list", `\${${outputs}.key_arns}`, ["prod-security aws_kms_key.lake arn", "prod-security aws_kms_key.logs arn"]],
    ["an entry of a map", `\${${outputs}.zones["raw"]}`, ["prod-security aws_s3_bucket.raw bucket"]],
    [
      "an entry that a function names",
      `\${lookup(${outputs}.zones, "raw")}`,
      ["prod-security aws_s3_bucket.raw bucket"],
    ],
    [
      "a whole map",
      `\${values(${outputs}.zones)}`,
      ["prod-security aws_s3_bucket.raw bucket", "prod-security aws_s3_bucket.curated bucket"],
    ],
    ["nested blocks", { vpc: [{ id: "${aws_glue_job.etl.id}" }] }, ["prod-data aws_glue_job.etl id"]],
    ["no such block", "${aws_vpc.main.id}", []],
    ["plain text", "aws_glue_job.etl", []],
  ])("%s", (_, value, expected) => {
    const found = targetsIn(data, value).map(
      ({ resource, attribute }) => `${resource.stack.id} ${resource.address} ${attribute}`,
    );
    expect(found).toEqual(expected);
  });

  it("goes through several stacks", () => {
    const [target] = targetsIn(stackCalled("dr-data"), "${data.terraform_remote_state.prod_data.outputs.lake_key_arn}");
    expect(target?.resource).toBe(stackCalled("prod-security").resources.get("aws_kms_key.lake"));
  });

  it("must be published", () => {
    expect(() => targetsIn(data, `\${${outputs}.ghost}`)).toThrow(
      "prod-data reads the output ghost of security, which no stack publishes.",
    );
  });
});

describe("the text of a value", () => {
  it.each<[unknown, string | undefined]>([
    ["plain", "plain"],
    [7, "7"],
    [false, "false"],
    ["$${aws:username}", "${aws:username}"],
    ["${aws_glue_job.etl.max_retries}", "2"],
    ["${aws_iam_role.etl.name}", "strata-etl"],
    [`arn:aws:s3:::\${${outputs}.zones["raw"]}/*`, "arn:aws:s3:::strata-raw/*"],
    ["${aws_iam_role.etl.arn}", undefined],
    ["x-${upper(aws_glue_job.etl.name)}", undefined],
    [`\${${outputs}.ghost}`, undefined],
    [["a list"], undefined],
    [undefined, undefined],
  ])("%j comes to %j", (value, expected) => {
    expect(textOf(data, value)).toBe(expected);
  });

  it("takes attributes that are no arguments from the caller", () => {
    const arnOf = ({ type, name }: { type: string; name: string }, attribute: string) =>
      `${attribute} of ${type} ${name}`;
    expect(textOf(data, "${aws_glue_job.etl.role_arn}!", arnOf)).toBe("arn of aws_iam_role etl!");
  });
});
