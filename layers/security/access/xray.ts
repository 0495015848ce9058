import { service } from "./service";

/** X-Ray: traces. */
export const xray = service({
  prefix: "xray",
  resources: { any: "*" },
  read: ["GetEncryptionConfig", "GetGroup", "GetGroups", "GetSamplingRules", "List*"],
  change: { policy: "infrastructure", on: ["any"], unbound: ["PutEncryptionConfig"] },
  work: {
    observe: [
      {
        sid: "ReadTraces",
        actions: ["BatchGetTraces", "GetGroups", "GetServiceGraph", "GetTraceGraph", "GetTraceSummaries"],
      },
    ],
  },
});
