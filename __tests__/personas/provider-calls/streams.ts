import { arnOf } from "../../../policies/access/arns";
import { type Calls, keysThrough, type Made, named, passes, type TypeCalls } from "./type-calls";

const brokers = ({ arn, prefix }: Made) => arn("kafka", `cluster/${prefix}-streams/0a1b-2`);
const topic = ({ arn, prefix }: Made) => arn("kafka", `topic/${prefix}-streams/0a1b-2/clicks`);

/** What Cloud Control calls for a topic of MSK (docs.aws.amazon.com/msk/latest/developerguide/msk-topic-operations-information.html). */
export const topicCalls: readonly Calls[] = [
  { on: (made) => [brokers(made)], read: "kafka-cluster:Connect", change: "kafka-cluster:Connect" },
  {
    on: (made) => [topic(made)],
    read: "kafka:DescribeTopic kafka-cluster:DescribeTopic kafka-cluster:DescribeTopicDynamicConfiguration",
    change:
      "kafka:CreateTopic kafka-cluster:CreateTopic kafka:UpdateTopic kafka-cluster:AlterTopic " +
      "kafka-cluster:AlterTopicDynamicConfiguration",
    lose: "kafka:DeleteTopic kafka-cluster:DeleteTopic",
  },
];

export const streamCalls: Readonly<Record<string, TypeCalls>> = {
  aws_cloudwatch_log_stream: [
    {
      on: ({ arn, text }) => [arn("logs", `log-group:${text("log_group_name")}:log-stream:${text("name")}`)],
      read: "logs:DescribeLogStreams",
      change: "logs:CreateLogStream logs:DeleteLogStream",
    },
  ],
  aws_kinesis_firehose_delivery_stream: [
    {
      on: named("firehose", "name", "deliverystream/"),
      read: "firehose:DescribeDeliveryStream firehose:ListTagsForDeliveryStream",
      change:
        "firehose:CreateDeliveryStream firehose:UpdateDestination firehose:TagDeliveryStream " +
        "firehose:UntagDeliveryStream firehose:DeleteDeliveryStream",
    },
    passes(
      ({ targets }) =>
        targets("kinesis_source_configuration")
          .filter(({ type }) => type === "aws_iam_role")
          .map(arnOf)
          .join(),
      "firehose.amazonaws.com",
    ),
  ],
  aws_kinesis_stream: [
    {
      on: named("kinesis", "name", "stream/"),
      read: "kinesis:DescribeStreamSummary kinesis:ListTagsForStream",
      change:
        "kinesis:CreateStream kinesis:AddTagsToStream kinesis:RemoveTagsFromStream kinesis:UpdateShardCount " +
        "kinesis:UpdateStreamMode kinesis:IncreaseStreamRetentionPeriod kinesis:DecreaseStreamRetentionPeriod",
      lose: "kinesis:DeleteStream",
    },
    {
      on: ({ arn, text, targets }) => [arn("kinesis", `stream/${text("name")}`), ...targets("kms_key_id").map(arnOf)],
      change: "kinesis:StartStreamEncryption kinesis:StopStreamEncryption",
    },
    keysThrough("kinesis", ({ targets }) => targets("kms_key_id").map(arnOf)),
  ],
  aws_kinesis_stream_consumer: [
    {
      on: ({ arn, text, targets }) =>
        targets("stream_arn").flatMap((stream) => [
          arnOf(stream),
          arn("kinesis", `stream/${String(stream.block.name)}/consumer/${text("name")}:1767225600`),
        ]),
      read: "kinesis:DescribeStreamConsumer",
      change: "kinesis:RegisterStreamConsumer kinesis:DeregisterStreamConsumer",
    },
  ],
};
