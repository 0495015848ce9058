import { service } from "./service";

/** Certificate Manager. Certificates of the edge are in us-east-1. */
export const acm = service({
  prefix: "acm",
  resources: { any: "*", ofEdge: "arn:aws:acm:us-east-1:{account}:*" },
  read: ["Describe*", "List*"],
  change: { policy: "infrastructure", on: ["any", "ofEdge"], unbound: ["RequestCertificate"] },
});
