import { service } from "./service";

/** MSK: brokers and topics. */
export const kafka = service({
  prefix: "kafka",
  resources: {
    cluster: "cluster/{name}-*",
    configuration: "configuration/{name}-*",
    topic: "topic/{name}-*",
  },
  read: ["Describe*", "Get*", "List*"],
  change: { policy: "data-services", on: ["cluster", "configuration", "topic"] },
  loses: ["DeleteCluster", "DeleteTopic"],
});
