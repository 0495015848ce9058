import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";

export interface RegionHealthProps {
  readonly site: Site;
  /** Host that Route 53 asks, by HTTPS. It does not look at the certificate. */
  readonly hostName: string;
  /** Path of each check, by name. */
  readonly paths: Readonly<Record<string, string>>;
  readonly timing: { readonly intervalSeconds: 10 | 30; readonly failureThreshold: number };
}

/** Whether a region can serve users: all its checks have to pass. Route 53 asks from several regions, without any of ours. */
export class RegionHealth extends Construct {
  readonly healthCheckId: string;

  constructor(scope: Construct, id: string, { site, hostName, paths, timing }: RegionHealthProps) {
    super(scope, id);
    const checks = Object.entries(paths).map(
      ([name, resourcePath]) =>
        new Route53HealthCheck(this, name, {
          type: "HTTPS",
          fqdn: hostName,
          port: 443,
          resourcePath,
          enableSni: true,
          requestInterval: timing.intervalSeconds,
          failureThreshold: timing.failureThreshold,
          measureLatency: true,
          tags: { Name: site.names.of("tag", `edge-${name}`) },
        }),
    );
    this.healthCheckId = new Route53HealthCheck(this, "all", {
      type: "CALCULATED",
      childHealthchecks: checks.map((check) => check.id),
      childHealthThreshold: checks.length,
      tags: { Name: site.names.of("tag", "edge") },
    }).id;
  }
}
