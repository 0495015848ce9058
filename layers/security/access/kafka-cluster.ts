import { service } from "./service";

/**
 * What is in a cluster of MSK. MSK looks at these when Terraform has it create a topic
 * (docs.aws.amazon.com/msk/latest/developerguide/msk-topic-operations-information.html); roles of the platform send and
 * read by them.
 */
export const kafkaCluster = service({
  prefix: "kafka-cluster",
  resources: {
    cluster: "arn:aws:kafka:{region}:{account}:cluster/{name}-*",
    topic: "arn:aws:kafka:{region}:{account}:topic/{name}-*",
  },
  read: ["Connect", "DescribeTopic*"],
  change: { policy: "data-services", on: ["cluster", "topic"], actions: ["Connect", "*Topic*"] },
  loses: ["DeleteTopic"],
});
