import { KinesisStream } from "@cdktf/provider-aws/lib/kinesis-stream";
import { KinesisStreamConsumer } from "@cdktf/provider-aws/lib/kinesis-stream-consumer";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

/** What a stream takes in: as much as comes, or 1 MiB/s and 1,000 records/s for each shard. */
export type StreamCapacity = { readonly mode: "on-demand" } | { readonly mode: "provisioned"; readonly shards: number };

export interface EventStreamProps {
  readonly site: Site;
  /** What the stream carries, as in "events"; its name after organization and environment. */
  readonly purpose: string;
  /** Key of its records. */
  readonly kmsKeyArn: string;
  readonly capacity: StreamCapacity;
  /** Hours that a record can be read again. 24 to 8760. */
  readonly retentionHours: number;
}

/** A Kinesis data stream. Records with the same partition key stay in order. */
export class EventStream extends Construct {
  readonly arn: string;
  readonly streamName: string;
  readonly kmsKeyArn: string;

  constructor(scope: Construct, id: string, props: EventStreamProps) {
    super(scope, id);
    const { site, capacity, kmsKeyArn } = props;
    const stream = new KinesisStream(this, "stream", {
      name: site.names.of("kinesis-stream", props.purpose),
      streamModeDetails: { streamMode: capacity.mode === "on-demand" ? "ON_DEMAND" : "PROVISIONED" },
      shardCount: capacity.mode === "provisioned" ? capacity.shards : undefined,
      retentionPeriod: props.retentionHours,
      encryptionType: "KMS",
      kmsKeyId: kmsKeyArn,
      // A stream with consumers is not deleted by mistake.
      enforceConsumerDeletion: !site.deletionProtection,
    });
    this.arn = stream.arn;
    this.streamName = stream.name;
    this.kmsKeyArn = kmsKeyArn;
  }

  /**
   * Registers a reader with 2 MiB/s of each shard to itself (enhanced fan-out). Returns the ARN that it reads from.
   * @param purpose who reads, as in "activity"; part of the name
   */
  addConsumer(site: Site, purpose: string): string {
    const name = site.names.of("kinesis-stream", purpose);
    return new KinesisStreamConsumer(this, `consumer-${purpose}`, { name, streamArn: this.arn }).arn;
  }
}
