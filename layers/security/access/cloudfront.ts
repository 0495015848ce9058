import { service } from "./service";

/** CloudFront: the distribution in front of everything. */
export const cloudfront = service({
  prefix: "cloudfront",
  global: true,
  resources: { any: "arn:aws:cloudfront::{account}:*", distribution: "arn:aws:cloudfront::{account}:distribution/*" },
  read: ["Describe*", "Get*", "List*"],
  change: {
    policy: "infrastructure",
    on: ["any"],
    unbound: [
      "CreateCachePolicy",
      "CreateDistribution",
      "CreateFunction",
      "CreateOriginAccessControl",
      "CreateOriginRequestPolicy",
      "CreateResponseHeadersPolicy",
      "CreateVpcOrigin",
    ],
  },
  work: {
    operate: [{ sid: "InvalidateCaches", actions: ["CreateInvalidation"], on: ["distribution"] }],
  },
});
