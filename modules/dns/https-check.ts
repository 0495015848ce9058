import type { Route53HealthCheckConfig } from "@cdktf/provider-aws/lib/route53-health-check";

/** How soon Route 53 notices: it asks every so many seconds, and believes so many wrong answers in a row. */
export interface CheckTiming {
  readonly intervalSeconds: 10 | 30;
  readonly failureThreshold: number;
}

/** Asks a path of a host by HTTPS, from several regions. Route 53 does not look at the certificate. */
export function httpsCheck(hostName: string, path: string, timing: CheckTiming): Route53HealthCheckConfig {
  return {
    type: "HTTPS",
    fqdn: hostName,
    port: 443,
    resourcePath: path,
    enableSni: true,
    requestInterval: timing.intervalSeconds,
    failureThreshold: timing.failureThreshold,
    measureLatency: true,
  };
}
