import type { Resource } from "../../synthesized/linked-stack";
import { findingsOf, isAtLeast, isOn, targetsOf, tierOf, valueAt, valuesAt } from "../platform";
import type { Rule } from "../types";

/** Hours that readers may be down without losing records: a week. Sandboxes keep a day. */
const leastHours = 168;

function streamErrors({ stack, block }: Resource): string[] {
  const hours = Number(block.retention_period ?? 24);
  return isAtLeast(tierOf(stack), "nonproduction") && hours < leastHours
    ? [`keeps records for ${hours} hours, less than ${leastHours}`]
    : [];
}

/** A delivery that a program fills encrypts the data itself; a stream or a topic that it reads is encrypted there. */
function deliveryErrors({ block }: Resource): string[] {
  const hasSource = ["kinesis_source_configuration", "msk_source_configuration"].some(
    (source) => valuesAt(block, source).length > 0,
  );
  const isEncrypted = isOn(valueAt(block, "server_side_encryption.enabled"));
  return hasSource || isEncrypted ? [] : ["keeps what it is sent without encryption"];
}

function brokerErrors({ stack, block }: Resource): string[] {
  const configurations = targetsOf(stack, valueAt(block, "configuration_info.arn"));
  const properties = configurations.map((configuration) => String(configuration.block.server_properties ?? ""));
  return [
    ...(isOn(valueAt(block, "client_authentication.unauthenticated")) ? ["lets clients in that it does not know"] : []),
    ...(valuesAt(block, "client_authentication.sasl").length + valuesAt(block, "client_authentication.tls").length > 0
      ? []
      : ["asks no client who it is"]),
    ...(properties.some((text) => /^allow\.everyone\.if\.no\.acl\.found=false$/m.test(text))
      ? []
      : ["lets everybody use a topic that has no list of users"]),
    ...((valueAt(block, "enhanced_monitoring") ?? "DEFAULT") === "DEFAULT" ? ["counts nothing by topic"] : []),
  ];
}

export const streams: Rule = {
  id: "STRATA049",
  title: "Streams keep records for a week, deliveries are encrypted, and brokers know their clients",
  severity: "medium",
  control: "FSBP Kinesis.3, DataFirehose.1, MSK.6; Security Hub MSK.2",
  cause: "Records that a reader missed are lost; brokers without authentication give all records to the whole network.",
  fix: "Build them with modules/streams, and leave ai.streaming.retentionHours to the tier.",
  check: (platform) => [
    ...findingsOf(platform, "aws_kinesis_stream", streamErrors),
    ...findingsOf(platform, "aws_kinesis_firehose_delivery_stream", deliveryErrors),
    ...findingsOf(platform, "aws_msk_cluster", brokerErrors),
  ],
};
