import type { KinesisStreamEvent, MSKEvent } from "aws-lambda";

/** What Lambda hands to the function: records of a Kinesis data stream, or of a topic of Amazon MSK. */
export type StreamEvent = KinesisStreamEvent | MSKEvent;

/** A record of either. */
export interface StreamRecord {
  /** Where it is: sequence number in a shard, or topic, partition and offset. */
  readonly id: string;
  readonly data: string;
}

/** Whether the event is from brokers. Lambda hands out such a batch again as a whole, and only if the function fails. */
export function isFromBrokers(event: StreamEvent): event is MSKEvent {
  return "records" in event;
}

/** The records in order: brokers' in that of each partition. A record of a topic without a value says nothing. */
export function recordsOf(event: StreamEvent): StreamRecord[] {
  if (!isFromBrokers(event)) {
    return event.Records.map(({ kinesis }) => ({ id: kinesis.sequenceNumber, data: textOf(kinesis.data) }));
  }
  return Object.entries(event.records).flatMap(([topicAndPartition, records]) =>
    // Types of this event say that there is a value, also in records that delete one.
    records.map(({ offset, value }: { readonly offset: number; readonly value?: string | null }) => ({
      id: `${topicAndPartition}@${offset}`,
      data: textOf(value ?? ""),
    })),
  );
}

function textOf(base64: string): string {
  return Buffer.from(base64, "base64").toString("utf8");
}
