import { service } from "./service";

/** Kinesis Data Streams. */
export const kinesis = service({
  prefix: "kinesis",
  resources: {
    /** Encrypting a stream is about its key as well. */
    key: "arn:aws:kms:{region}:{account}:key/*",
    stream: "stream/{name}-*",
  },
  read: ["Describe*", "List*"],
  change: { policy: "data-services", on: ["key", "stream"], unbound: ["UpdateShardCount", "UpdateStreamMode"] },
  data: ["GetRecords", "PutRecord*"],
  loses: ["DeleteStream"],
});
