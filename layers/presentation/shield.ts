import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { httpsCheck } from "../../modules/dns/https-check";
import { type Protected, Protections } from "../../modules/shield/protections";
import { Subscription } from "../../modules/shield/subscription";
import type { LayerStack } from "../../platform/layer-stack";
import type { Balancer } from "./balancer";
import type { PresentationEnvironment } from "./config";
import type { Distributions } from "./distributions";
import type { PresentationFoundation } from "./foundation";
import type { Region } from "./region";
import { isPublic, namesOf } from "./routes";
import type { Zone } from "./zone";

/** What Shield Advanced builds on. */
export interface ShieldFoundation extends PresentationFoundation {
  readonly zone: Zone;
  readonly balancer: Balancer | undefined;
  readonly region: Region;
  readonly distributions: Distributions;
}

/**
 * Shield Advanced for all resources with public addresses. The account is subscribed by the environment that others
 * recover; what recovers it protects its own load balancer and zone.
 */
export function buildShield(stack: LayerStack<PresentationEnvironment>, foundation: ShieldFoundation): void {
  const { site, environment, upstream, zone, balancer, region, distributions } = foundation;
  const { shield, health } = namesOf(foundation).presentation;
  if (shield.plan === "standard") return;

  const response = shield.response === "none" ? undefined : shield.response;
  const protectedHosts = Object.entries(distributions).map(([host, { arn }]): [string, Protected] => {
    const path = shield.watched[host];
    const check =
      path === undefined
        ? undefined
        : new Route53HealthCheck(stack, `shield-health-${host}`, {
            ...httpsCheck(`${host}.${environment.domain}`, path, health),
            tags: { Name: site.names.of("tag", `shield-${host}`) },
          });
    return [`host-${host}`, { arn, healthCheckId: check?.id, response }];
  });
  const subscription = upstream ? undefined : new Subscription(stack, "shield");
  const protections = new Protections(stack, "shield-protections", {
    site,
    purpose: "edge",
    protected: {
      ...Object.fromEntries(protectedHosts),
      ...(balancer &&
        isPublic(foundation) && {
          balancer: { arn: balancer.loadBalancer.arn, healthCheckId: region.healthCheckId },
        }),
      zone: { arn: `arn:aws:route53:::hostedzone/${zone.zoneId}` },
    },
    after: subscription?.subscription,
  });
  const contacts = Object.values(shield.contacts);
  if (contacts.length > 0) subscription?.engage(contacts, protections.healthChecks);
}
