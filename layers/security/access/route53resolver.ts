import { service } from "./service";

/** Route 53 Resolver: the DNS firewall and the log of queries. */
export const route53resolver = service({
  prefix: "route53resolver",
  resources: { any: "*" },
  read: ["Get*", "List*"],
  change: { policy: "infrastructure", on: ["any"] },
});
