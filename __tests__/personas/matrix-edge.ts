import { always, never, type Row } from "./row";
import { arn, type Site } from "./sites";

const distribution = ({ account }: Site) => `arn:aws:cloudfront::${account}:distribution/E1A2B3`;
const loadBalancer = (site: Site) => arn(site, "elasticloadbalancing", `loadbalancer/app/${site.name}-edge/1a2b`);

/** Lines of the matrix about what requests pass. */
export const edgeRows: readonly Row[] = [
  {
    action: "Invalidate what CloudFront keeps",
    developer: never,
    deployer: always,
    operations: always,
    "ai-engineer": never,
    calls: (site) => [{ action: "cloudfront:CreateInvalidation", resource: distribution(site) }],
  },
  {
    action: "Edit rules of the firewall, stop its log",
    developer: never,
    deployer: always,
    operations: never,
    "ai-engineer": never,
    calls: (site) => [
      { action: "wafv2:UpdateWebACL", resource: arn(site, "wafv2", `regional/webacl/${site.name}-balancer/1a2b`) },
      { action: "wafv2:UpdateIPSet", resource: arn(site, "wafv2", `regional/ipset/${site.name}-partner-blocked/1a2b`) },
      {
        action: "wafv2:DeleteLoggingConfiguration",
        resource: arn(site, "wafv2", `regional/webacl/${site.name}-balancer/1a2b`),
      },
    ],
  },
  {
    action: "Shift traffic away from a zone",
    developer: never,
    deployer: never,
    operations: always,
    "ai-engineer": never,
    calls: (site) => [
      { action: "arc-zonal-shift:StartZonalShift", resource: loadBalancer(site) },
      { action: "arc-zonal-shift:CancelZonalShift", resource: loadBalancer(site) },
    ],
  },
  {
    action: "Lead names elsewhere",
    developer: never,
    deployer: always,
    operations: never,
    "ai-engineer": never,
    calls: () => [{ action: "route53:ChangeResourceRecordSets", resource: "arn:aws:route53:::hostedzone/Z1A2B" }],
  },
];
