/**
 * Security policies of HTTPS listeners that take no TLS before 1.2, as of November 2026
 * (docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html). Neither the provider nor
 * Terraform checks the name.
 */
export const listenerTlsPolicies = [
  "ELBSecurityPolicy-TLS13-1-2-2021-06",
  "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
  "ELBSecurityPolicy-TLS13-1-3-2021-06",
] as const;

export type ListenerTlsPolicy = (typeof listenerTlsPolicies)[number];
