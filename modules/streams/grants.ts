import { useKey } from "../encryption/grants";
import type { PolicyStatement } from "../identity/policy-document";

/** A Kinesis data stream, and the key of its records. */
export interface StreamAccess {
  readonly arn: string;
  readonly kmsKeyArn: string;
  readonly region: string;
}

/**
 * Puts records into a stream (docs.aws.amazon.com/streams/latest/dev/permissions-user-key-KMS.html).
 * @param what what is sent, in Pascal case, as in "Events"; part of the sids
 */
export function sendRecords(what: string, { arn, kmsKeyArn: keyArns, region }: StreamAccess): PolicyStatement[] {
  return [
    { sid: `Send${what}`, actions: ["kinesis:PutRecord", "kinesis:PutRecords"], resources: arn },
    useKey({ sid: `Encrypt${what}`, actions: "kms:GenerateDataKey", keyArns, region, through: "kinesis" }),
  ];
}

/**
 * Reads the records of a stream, as Firehose does, and Lambda without a dedicated consumer.
 * @param what what is read, in Pascal case, as in "Events"; part of the sids
 */
export function readRecords(what: string, { arn, kmsKeyArn: keyArns, region }: StreamAccess): PolicyStatement[] {
  return [
    {
      sid: `Read${what}`,
      actions: [
        "kinesis:DescribeStream",
        "kinesis:DescribeStreamSummary",
        "kinesis:GetRecords",
        "kinesis:GetShardIterator",
        "kinesis:ListShards",
      ],
      resources: arn,
    },
    useKey({ sid: `Decrypt${what}`, actions: "kms:Decrypt", keyArns, region, through: "kinesis" }),
  ];
}

/**
 * Reads the records of a stream through a registered consumer as well.
 * @param what what is read, in Pascal case, as in "Events"; part of the sids
 */
export function readAsConsumer(what: string, stream: StreamAccess, consumerArn: string): PolicyStatement[] {
  return [
    ...readRecords(what, stream),
    {
      sid: `Subscribe${what}`,
      actions: ["kinesis:DescribeStreamConsumer", "kinesis:SubscribeToShard"],
      resources: consumerArn,
    },
  ];
}
