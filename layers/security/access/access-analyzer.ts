import { service } from "./service";

/** IAM Access Analyzer: what principals outside the account can access, and which permissions are unused. */
export const accessAnalyzer = service({
  prefix: "access-analyzer",
  resources: { any: "*" },
  read: ["Get*", "List*"],
  change: { policy: "detection", on: ["any"] },
  never: ["DeleteAnalyzer"],
});
