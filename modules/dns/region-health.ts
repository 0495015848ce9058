import { Route53HealthCheck } from "@cdktf/provider-aws/lib/route53-health-check";
import { Construct } from "constructs";
import type { Site } from "../../platform/site";
import { type CheckTiming, httpsCheck } from "./https-check";

export interface RegionHealthProps {
  readonly site: Site;
  /** Host that Route 53 asks, by HTTPS. It does not look at the certificate. */
  readonly hostName: string;
  /** Path of each check, by name. */
  readonly paths: Readonly<Record<string, string>>;
  readonly timing: CheckTiming;
}

/** Whether a region can serve users: all its checks have to pass. Route 53 asks from several regions, without any of ours. */
export class RegionHealth extends Construct {
  readonly healthCheckId: string;

  constructor(scope: Construct, id: string, { site, hostName, paths, timing }: RegionHealthProps) {
    super(scope, id);
    const checks = Object.entries(paths).map(
      ([name, path]) =>
        new Route53HealthCheck(this, name, {
          ...httpsCheck(hostName, path, timing),
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
