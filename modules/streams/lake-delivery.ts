import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { CloudwatchLogStream } from "@cdktf/provider-aws/lib/cloudwatch-log-stream";
import { KinesisFirehoseDeliveryStream } from "@cdktf/provider-aws/lib/kinesis-firehose-delivery-stream";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { ServiceRole } from "../identity/service-role";
import { ingestionPurpose } from "../lake/zone-writers";
import { type DeliverySource, deliveryPermissions, type LakeDestination } from "./lake-delivery-permissions";

export interface LakeDeliveryProps {
  readonly site: Site;
  /** What is delivered, as in "events"; part of the names. */
  readonly purpose: string;
  readonly source: DeliverySource;
  readonly destination: LakeDestination;
  readonly buffer: DeliveryBuffer;
}

/** What Firehose collects before it writes an object: whichever is reached first. */
export interface DeliveryBuffer {
  /** 1 to 128, before compression. */
  readonly mebibytes: number;
  /** 0 to 900. */
  readonly seconds: number;
}

/**
 * Firehose from a stream or a topic to a zone of the lake: one record per line, compressed, in folders by stream and by day of arrival.
 * The names of the objects say that they hold JSON lines, and the ETL job reads them by it. Firehose does not encrypt
 * what comes from a stream again: records are under the key of the stream until they are under that of the zone.
 */
export class LakeDelivery extends Construct {
  readonly deliveryStreamName: string;
  readonly logGroupName: string;
  readonly roleName: string;

  constructor(scope: Construct, id: string, props: LakeDeliveryProps) {
    super(scope, id);
    const { site, purpose, source, destination, buffer } = props;
    const { names, logs } = site;
    const logGroup = new CloudwatchLogGroup(this, "log-group", {
      name: names.of("log-group", `firehose/${purpose}`),
      kmsKeyId: logs.kmsKeyArn,
      retentionInDays: logs.retentionDays,
    });
    const logStream = new CloudwatchLogStream(this, "log-stream", { name: "delivery", logGroupName: logGroup.name });
    const role = new ServiceRole(this, "role", {
      site,
      purpose: ingestionPurpose(purpose),
      description: `Delivers the stream ${purpose} to the lake.`,
      service: "firehose.amazonaws.com",
      statements: deliveryPermissions(site, { source, destination, logGroupArn: logGroup.arn }),
    });
    const byDay = "!{timestamp:yyyy-MM-dd}/";
    const delivery = new KinesisFirehoseDeliveryStream(this, "stream", {
      name: names.of("firehose", purpose),
      destination: "extended_s3",
      kinesisSourceConfiguration:
        source.engine === "kinesis" ? { kinesisStreamArn: source.arn, roleArn: role.arn } : undefined,
      mskSourceConfiguration:
        source.engine === "kafka"
          ? {
              mskClusterArn: source.clusterArn,
              topicName: source.topic,
              authenticationConfiguration: { connectivity: "PRIVATE", roleArn: role.arn },
            }
          : undefined,
      extendedS3Configuration: {
        roleArn: role.arn,
        bucketArn: destination.data.bucketArn,
        prefix: `${destination.data.prefix}stream=${purpose}/arrived=${byDay}`,
        errorOutputPrefix: `${destination.errors.prefix}stream=${purpose}/error=!{firehose:error-output-type}/arrived=${byDay}`,
        bufferingSize: buffer.mebibytes,
        bufferingInterval: buffer.seconds,
        compressionFormat: "GZIP",
        fileExtension: ".json.gz",
        kmsKeyArn: destination.kmsKeyArn,
        cloudwatchLoggingOptions: { enabled: true, logGroupName: logGroup.name, logStreamName: logStream.name },
        processingConfiguration: { enabled: true, processors: [{ type: "AppendDelimiterToRecord" }] },
      },
      // Firehose checks at creation that the role may read the stream.
      dependsOn: [role.policy, ...(source.engine === "kafka" ? source.after : [])],
    });
    this.deliveryStreamName = delivery.name;
    this.logGroupName = logGroup.name;
    this.roleName = role.roleName;
  }
}
