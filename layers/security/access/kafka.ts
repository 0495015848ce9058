import { service } from "./service";

/** MSK: brokers. Topics are `kafka-cluster`, for roles of the platform. */
export const kafka = service({
  prefix: "kafka",
  alsoPrefixes: ["kafka-cluster"],
  resources: { cluster: "cluster/{name}-*", configuration: "configuration/{name}-*" },
  read: ["Describe*", "Get*", "List*"],
  change: { policy: "data-services", on: ["cluster", "configuration"] },
  loses: ["DeleteCluster"],
});
