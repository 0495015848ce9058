import { service } from "./service";

/** IAM Access Analyzer: who outside of the account can reach what, and which rights nobody uses. */
export const accessAnalyzer = service({
  prefix: "access-analyzer",
  resources: { any: "*" },
  read: ["Get*", "List*"],
  change: { policy: "detection", on: ["any"] },
  never: ["DeleteAnalyzer"],
});
