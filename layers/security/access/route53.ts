import { service } from "./service";

/** Route 53: zones, records and health checks. ARNs name neither region nor account. */
export const route53 = service({
  prefix: "route53",
  global: true,
  resources: { any: "arn:aws:route53:::*" },
  read: ["Get*", "List*"],
  change: { policy: "infrastructure", on: ["any"], unbound: ["CreateHealthCheck", "CreateHostedZone"] },
});
