import type { SiteLocation } from "../../platform/site";
import type { PolicyStatement } from "../identity/policy-document";
import { kafkaArns } from "./kafka-names";

/**
 * Finds the brokers and sends records to a topic (docs.aws.amazon.com/msk/latest/developerguide/iam-access-control-use-cases.html).
 * @param what what is sent, in Pascal case, as in "Events"; part of the sids
 */
export function sendToTopic(what: string, site: SiteLocation, topic: string): PolicyStatement[] {
  const arns = kafkaArns(site);
  return [
    // Clusters are found by name; the list has no resource.
    { sid: `Find${what}`, actions: "kafka:ListClustersV2", resources: "*" },
    {
      sid: `ConnectTo${what}`,
      actions: ["kafka:GetBootstrapBrokers", "kafka-cluster:Connect", "kafka-cluster:WriteDataIdempotently"],
      resources: arns.cluster,
    },
    {
      sid: `Send${what}`,
      actions: ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"],
      resources: arns.topic(topic),
    },
  ];
}

/**
 * Reads a topic, as Firehose does it (docs.aws.amazon.com/firehose/latest/dev/controlling-access.html).
 * @param what what is read, in Pascal case, as in "Records"; part of the sids
 */
export function readTopic(what: string, site: SiteLocation, topic: string): PolicyStatement[] {
  const arns = kafkaArns(site);
  return [
    {
      sid: `ConnectTo${what}`,
      actions: [
        "kafka:DescribeCluster",
        "kafka:DescribeClusterV2",
        "kafka:GetBootstrapBrokers",
        "kafka-cluster:Connect",
      ],
      resources: arns.cluster,
    },
    {
      sid: `Read${what}`,
      actions: [
        "kafka-cluster:DescribeTopic",
        "kafka-cluster:DescribeTopicDynamicConfiguration",
        "kafka-cluster:ReadData",
      ],
      resources: arns.topic(topic),
    },
    { sid: `Follow${what}`, actions: "kafka-cluster:DescribeGroup", resources: arns.groups },
  ];
}

/**
 * Reads a topic as a consumer group, as Lambda does it for a function
 * (docs.aws.amazon.com/lambda/latest/dg/msk-cluster-auth.html, with-msk-permissions.html).
 * @param what what is read, in Pascal case, as in "Records"; part of the sids
 */
export function followTopic(what: string, site: SiteLocation, { topic, group }: Follower): PolicyStatement[] {
  const arns = kafkaArns(site);
  return [
    {
      sid: `ConnectTo${what}`,
      actions: [
        "kafka:DescribeClusterV2",
        "kafka:GetBootstrapBrokers",
        "kafka-cluster:Connect",
        "kafka-cluster:DescribeClusterDynamicConfiguration",
      ],
      resources: arns.cluster,
    },
    {
      sid: `Read${what}`,
      actions: ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
      resources: arns.topic(topic),
    },
    {
      sid: `Follow${what}`,
      actions: ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
      resources: arns.group(group),
    },
  ];
}

/**
 * Creates and changes every topic of the environment's cluster as a client of Kafka, and neither writes nor reads records
 * (docs.aws.amazon.com/msk/latest/developerguide/kafka-actions.html).
 * @param may.deletes whether it may delete them, too
 */
export function administerTopics(site: SiteLocation, may: { readonly deletes: boolean }): PolicyStatement[] {
  const arns = kafkaArns(site);
  return [
    { sid: "ConnectToBrokers", actions: "kafka-cluster:Connect", resources: arns.cluster },
    {
      sid: "AdministerTopics",
      actions: [
        "kafka-cluster:AlterTopic",
        "kafka-cluster:AlterTopicDynamicConfiguration",
        "kafka-cluster:CreateTopic",
        ...(may.deletes ? ["kafka-cluster:DeleteTopic"] : []),
        "kafka-cluster:DescribeTopic",
        "kafka-cluster:DescribeTopicDynamicConfiguration",
      ],
      resources: arns.topic("*"),
    },
  ];
}

/** A topic, and the consumer group that reads it. */
export interface Follower {
  readonly topic: string;
  readonly group: string;
}
