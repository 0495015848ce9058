import { expect } from "vitest";
import { arnOf } from "../../../policies/access/arns";
import { indexCalls } from "./bedrock";
import { cloudControlCalls } from "./models";
import { topicCalls } from "./streams";
import { type Calls, keysThrough, type Made, named, type TypeCalls } from "./type-calls";

/** A resource that names its queue by URL. */
const settingsOfQueue: TypeCalls = [
  {
    on: ({ targets }) => targets("queue_url").map(arnOf),
    read: "sqs:GetQueueAttributes",
    change: "sqs:SetQueueAttributes",
  },
];

/** A rule by its name, and by that of its bus where it is not the default one. */
const rule =
  (name: string) =>
  ({ arn, text, resource }: Made) => [
    arn("events", `rule/${resource.block.event_bus_name ? `${text("event_bus_name")}/` : ""}${text(name)}`),
  ];

/** What Cloud Control calls of a service in the name of its caller, with the state that is asked for. */
const archive: Calls = {
  on: ({ arn, prefix }) => [arn("events", `archive/${prefix}-main`), arn("events", `event-bus/${prefix}-main`)],
  read: "events:DescribeArchive",
  change: "events:CreateArchive events:UpdateArchive events:DeleteArchive",
};

/** By the type of CloudFormation. */
const cloudControl: Readonly<Record<string, readonly Calls[]>> = {
  ...cloudControlCalls,
  "AWS::MSK::Topic": topicCalls,
  "AWS::OpenSearchServerless::Index": [indexCalls],
  "AWS::Events::Archive": [
    archive,
    keysThrough("events", ({ targets }) => targets("desired_state").filter(isKey).map(arnOf)),
  ],
};

export const eventCalls: Readonly<Record<string, TypeCalls>> = {
  aws_cloudcontrolapi_resource: ({ text }) => [
    {
      read: "cloudformation:DescribeType cloudformation:GetResource cloudformation:GetResourceRequestStatus",
      change: "cloudformation:CreateResource cloudformation:UpdateResource cloudformation:DeleteResource",
    },
    ...(cloudControl[text("type_name")] ?? expect.fail(`expected what Cloud Control calls for ${text("type_name")}`)),
  ],
  aws_cloudwatch_event_bus: [
    {
      on: named("events", "name", "event-bus/"),
      read: "events:DescribeEventBus events:ListTagsForResource",
      change:
        "events:CreateEventBus events:UpdateEventBus events:TagResource events:UntagResource events:DeleteEventBus",
    },
    keysThrough("events", ({ text }) => [text("kms_key_identifier")]),
  ],
  aws_cloudwatch_event_bus_policy: [
    {
      on: named("events", "event_bus_name", "event-bus/"),
      read: "events:DescribeEventBus",
      change: "events:PutPermission events:RemovePermission",
    },
  ],
  aws_cloudwatch_event_rule: [
    {
      on: rule("name"),
      read: "events:DescribeRule events:ListTagsForResource",
      change:
        "events:PutRule events:EnableRule events:DisableRule events:TagResource events:UntagResource " +
        "events:DeleteRule",
    },
  ],
  aws_cloudwatch_event_target: [
    { on: rule("rule"), read: "events:ListTargetsByRule", change: "events:PutTargets events:RemoveTargets" },
  ],
  aws_schemas_registry: [
    {
      on: named("schemas", "name", "registry/"),
      read: "schemas:DescribeRegistry schemas:ListTagsForResource",
      change:
        "schemas:CreateRegistry schemas:UpdateRegistry schemas:TagResource schemas:UntagResource schemas:DeleteRegistry",
    },
  ],
  aws_schemas_schema: [
    {
      on: ({ arn, text }) => [arn("schemas", `schema/${text("registry_name")}/${text("name")}`)],
      read: "schemas:DescribeSchema schemas:ListTagsForResource",
      change:
        "schemas:CreateSchema schemas:UpdateSchema schemas:TagResource schemas:UntagResource schemas:DeleteSchema",
    },
  ],
  aws_sqs_queue_policy: settingsOfQueue,
  aws_sqs_queue_redrive_allow_policy: settingsOfQueue,
};

function isKey({ type }: Made["resource"]): boolean {
  return type === "aws_kms_key" || type === "aws_kms_replica_key";
}
