import { service } from "./service";

/** WAF. Web ACLs of the edge are in us-east-1. */
export const wafv2 = service({
  prefix: "wafv2",
  resources: { any: "*", ofEdge: "arn:aws:wafv2:us-east-1:{account}:global/*" },
  read: [
    "Describe*",
    "GetIPSet",
    "GetLoggingConfiguration",
    "GetPermissionPolicy",
    "GetRegexPatternSet",
    "GetRuleGroup",
    "GetWebACL*",
    "List*",
  ],
  change: { policy: "infrastructure", on: ["any", "ofEdge"] },
  data: ["GetSampledRequests"],
});
