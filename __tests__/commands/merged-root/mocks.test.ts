import { expect, it } from "vitest";
import { mockFile, mockValue } from "../../../commands/merged-root/mocks";
import { extractComputed } from "../../../commands/merged-root/schema";
import { fakeStack } from "../../support/fake-stacks";

const nothing = { resource: {}, data: {} };

it("makes up values that look like what they are named", () => {
  expect(mockValue("aws_kms_key", "arn", "string")).toMatch(/^arn:aws:kms:us-east-1:\d{12}:key\//);
  expect(mockValue("aws_iam_role", "arn", "string")).toBe("arn:aws:iam::123456789012:role/mock");
  expect(mockValue("aws_lb", "arn", "string")).toMatch(/^arn:aws:elasticloadbalancing:us-east-1:/);
  expect(mockValue("aws_sagemaker_domain", "single_sign_on_application_arn", "string")).toMatch(/^arn:aws:sagemaker:/);
  expect(mockValue("aws_vpc", "owner_id", "string")).toBe("123456789012");
  expect(mockValue("aws_db_instance", "port", "number")).toBe(443);
  expect(mockValue("aws_vpc", "id", "string")).toBeUndefined();
  expect(mockValue("aws_vpc", "port", "string")).toBeUndefined();
});

it("gives lists of objects one element, with a value of the right type for each attribute", () => {
  const type = [
    "list",
    ["object", { secret_arn: "string", name: "string", size: "number", on: "bool", tags: ["map", "string"] }],
  ] as const;
  expect(mockValue("aws_rds_cluster", "master_user_secret", type)).toEqual([
    { secret_arn: expect.stringMatching(/^arn:/), name: "mock-name", size: 1, on: false, tags: {} },
  ]);
  expect(mockValue("aws_route53_zone", "name_servers", ["list", "string"])).toEqual(["mock-name-servers"]);
  expect(mockValue("aws_msk_cluster", "secret_arns", ["set", "string"])).toEqual([expect.stringMatching(/^arn:/)]);
  expect(mockValue("aws_vpc", "tags_all", ["map", "string"])).toBeUndefined();
});

it("writes mocks for the types in use, resources and data sources apart", () => {
  const stack = fakeStack("dev-security", {
    resources: {
      ...{ "aws_kms_key.a": {}, "aws_kms_alias.a": {}, "random_id.a": {} },
      ...{ "data.aws_caller_identity.me": {}, "data.terraform_remote_state.x": {} },
    },
  });
  const text = mockFile([stack], {
    ...nothing,
    resource: { aws_kms_key: { arn: "string" }, aws_vpc: { arn: "string" } },
  });
  expect(text).toContain('mock_resource "aws_kms_key" {\n  defaults = {"arn":"arn:aws:kms:');
  expect(text).toContain('mock_data "aws_caller_identity" {\n  defaults = {"account_id":"123456789012"');
  expect(text).not.toMatch(/aws_kms_alias|aws_vpc|random_id|terraform_remote_state/);
});

it("keeps the computed attributes of the AWS provider only", () => {
  const attributes = { arn: { type: "string", computed: true }, name: { type: "string", required: true } };
  const schema = { aws_kms_key: { block: { attributes } }, aws_none: { block: {} } };
  const json = JSON.stringify({
    provider_schemas: {
      "registry.example.com/hashicorp/aws": { resource_schemas: schema, data_source_schemas: schema },
      "registry.example.com/hashicorp/random": { resource_schemas: { random_id: { block: { attributes } } } },
    },
  });
  const expected = { aws_kms_key: { arn: "string" }, aws_none: {} };
  expect(extractComputed(json)).toEqual({ resource: expected, data: expected });
});
