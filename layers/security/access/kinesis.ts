import { service } from "./service";

/** Kinesis Data Streams. */
export const kinesis = service({
  prefix: "kinesis",
  resources: { stream: "stream/{name}-*" },
  read: ["Describe*", "List*"],
  change: { policy: "data-services", on: ["stream"], unbound: ["UpdateShardCount"] },
  data: ["GetRecords", "PutRecord*"],
  loses: ["DeleteStream"],
});
