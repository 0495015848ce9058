import { describe, expect, it } from "vitest";
import type { ComputedAttributes } from "../../../../commands/merged-root/schema";
import { offlineStack } from "../../../../commands/preview/against/offline-stacks";
import { fakeStack } from "../../../support/fake-stacks";

const computed: ComputedAttributes = {
  resource: {},
  data: { aws_region: { id: "string", endpoint: "string" }, aws_ec2_managed_prefix_list: { arn: "string" } },
};

const stack = fakeStack("dev-notes", {
  reads: { events: "dev-events" },
  resources: {
    "data.aws_region.here": { name: "us-east-1" },
    "data.aws_ec2_managed_prefix_list.edge": { name: "${data.aws_region.here.name}-edge", filter: [] },
    "aws_ssm_parameter.note": {
      value: "${data.aws_region.here.endpoint} ${data.terraform_remote_state.events.outputs.topic_arn}",
      description: "About data.aws_region in general.",
      depends_on: ["data.aws_region.here", "aws_sns_topic.alerts"],
    },
    "aws_cloudcontrolapi_resource.card": { type_name: "AWS::SageMaker::ModelCard" },
  },
  json: { import: [{ to: "aws_ssm_parameter.note", id: "note" }] },
});

describe("offlineStack", () => {
  const { json } = offlineStack(stack, computed);

  it("turns data sources into locals that answer everything that a data source would", () => {
    expect(json.locals).toEqual({
      offline_aws_region__here: { id: "us-east-1", endpoint: "mock-endpoint", name: "us-east-1" },
      offline_aws_ec2_managed_prefix_list__edge: {
        arn: expect.stringMatching(/^arn:aws:/),
        name: "${local.offline_aws_region__here.name}-edge",
      },
    });
    expect(Object.keys(json.data ?? {})).toEqual(["terraform_remote_state"]);
  });

  it("makes expressions read the locals, and leaves remote states and plain text alone", () => {
    expect(json.resource?.aws_ssm_parameter?.note).toMatchObject({
      value: "${local.offline_aws_region__here.endpoint} ${data.terraform_remote_state.events.outputs.topic_arn}",
      depends_on: ["aws_sns_topic.alerts"],
    });
  });

  it("gives Cloud Control resources a schema, which they would ask AWS for", () => {
    const { schema } = json.resource?.aws_cloudcontrolapi_resource?.card ?? {};
    expect(JSON.parse(String(schema))).toMatchObject({ additionalProperties: true });
  });

  it("imports nothing, which would read it", () => {
    expect(json).not.toHaveProperty("import");
  });
});
