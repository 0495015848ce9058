import { service } from "./service";

/** Data Firehose: streams into the lake. */
export const firehose = service({
  prefix: "firehose",
  resources: { stream: "deliverystream/{name}-*" },
  read: ["Describe*", "List*"],
  change: { policy: "data-services", on: ["stream"] },
  data: ["PutRecord*"],
});
