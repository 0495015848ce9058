import { entryOf } from "../../../platform/published-contract";
import type { MonitoringEnvironment } from "../config";
import type { MonitoringFoundation } from "../foundation";
import { hasServices } from "./subjects";
import { type AlarmKind, type AlarmRow, type Subject, sustained } from "./table";

/** Routes are those of the primary in an environment that recovers one. */
const edgeOf = ({ environment, upstream }: MonitoringFoundation): MonitoringEnvironment["presentation"] =>
  (upstream?.environment ?? environment).presentation;

const routesOf = (foundation: MonitoringFoundation) => Object.values(edgeOf(foundation).routes);
const toServices = ({ to }: { readonly to: string }) => to.startsWith("services.");
const toPartners = ({ to }: { readonly to: string }) => to === "api.partner";
const toModels = ({ to }: { readonly to: string }) => to.startsWith("models.");

/** Whether the region has the API that asks models. */
export const hasModelApi = (foundation: MonitoringFoundation) =>
  hasServices(foundation) && routesOf(foundation).some(toModels);

/**
 * Hosts that CloudFront answers on: none before the domain is delegated. Distributions of the primary lead to both
 * regions.
 */
export function edgeHosts(foundation: MonitoringFoundation): string[] {
  if (foundation.upstream || !foundation.environment.presentation.zone.delegated) return [];
  return [
    ...new Set(
      routesOf(foundation)
        .filter((route) => !toPartners(route))
        .map(({ host }) => host),
    ),
  ];
}

/** Distributions (docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/programming-cloudwatch-metrics.html). */
const distributions: AlarmKind = {
  kind: "distribution",
  layer: "presentation",
  namespace: "AWS/CloudFront",
  metricsOf: "edge",
  subjects: (foundation) =>
    edgeHosts(foundation).map((host) => ({
      name: host,
      dimensions: { DistributionId: entryOf(foundation.presentation.distributionIds, host), Region: "Global" },
    })),
  rows: [
    {
      name: "errors",
      metric: "5xxErrorRate",
      statistic: "Average",
      periodSeconds: 60,
      threshold: { sandbox: 20, nonproduction: 10, production: 5 },
      when: sustained,
      severity: "page",
      means: "Host {name} answers too many requests with errors of the server (percent).",
      runbook: "edge-fails",
    },
    {
      name: "refused",
      metric: "4xxErrorRate",
      statistic: "Average",
      periodSeconds: 300,
      threshold: { band: 3 },
      when: sustained,
      severity: "ticket",
      means: "Host {name} refuses a larger share of requests (4xx) than it usually does at this time.",
      runbook: "edge-fails",
    },
  ],
};

const blocked: AlarmRow = {
  name: "blocked",
  metric: "BlockedRequests",
  statistic: "Sum",
  periodSeconds: 300,
  threshold: { band: 3 },
  when: sustained,
  severity: "ticket",
  means: "The firewall {name} blocks more requests than it usually does at this time.",
  runbook: "firewall-blocks",
};

/** The web ACL of CloudFront (docs.aws.amazon.com/waf/latest/developerguide/waf-metrics.html). */
const edgeFirewall: AlarmKind = {
  kind: "firewall",
  layer: "presentation",
  namespace: "AWS/WAFV2",
  metricsOf: "edge",
  subjects: (foundation) =>
    edgeHosts(foundation).length > 0
      ? [{ name: "edge", dimensions: { WebACL: foundation.site.names.of("web-acl", "edge"), Rule: "ALL" } }]
      : [],
  rows: [blocked],
};

/** Web ACLs of a region: those of the load balancer, of the model API and of the partner API. */
const regionalFirewalls: AlarmKind = {
  ...edgeFirewall,
  metricsOf: undefined,
  subjects: (foundation): Subject[] => {
    const { site } = foundation;
    if (!hasServices(foundation)) return [];
    const routes = routesOf(foundation);
    const names = [
      ...(routes.some(toServices) ? ["balancer"] : []),
      ...(hasModelApi(foundation) ? ["models"] : []),
      ...(routes.some(toPartners) && foundation.environment.application.api.partner ? ["partner"] : []),
    ];
    return names.map((name) => ({
      name,
      dimensions: { Region: site.region, WebACL: site.names.of("web-acl", name), Rule: "ALL" },
    }));
  },
};

/** What Route 53 finds of the region (docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-health-checks.html). */
const regionHealth: AlarmKind = {
  kind: "region",
  layer: "presentation",
  namespace: "AWS/Route53",
  metricsOf: "edge",
  subjects: (foundation) => {
    const { site, environment, upstream, presentation } = foundation;
    const isOneOfTwo = environment.recovery !== undefined || upstream !== undefined;
    const isAsked = Object.keys(edgeOf(foundation).health.checks).length > 0 && routesOf(foundation).some(toServices);
    return isOneOfTwo && isAsked && hasServices(foundation)
      ? [{ name: site.region, dimensions: { HealthCheckId: presentation.regionHealthCheckId } }]
      : [];
  },
  rows: [
    {
      name: "unhealthy",
      metric: "HealthCheckStatus",
      statistic: "Minimum",
      periodSeconds: 60,
      threshold: 1,
      when: { ...sustained, comparison: "<", missing: "breaching" },
      severity: "page",
      means: "Route 53 finds region {name} unable to serve users, and sends them to the other.",
      runbook: "region-unhealthy",
    },
  ],
};

const unsigned = (name: string, metric: string, means: string): AlarmRow => ({
  name,
  metric,
  statistic: "Maximum",
  periodSeconds: 3600,
  threshold: 0,
  when: { comparison: ">", periods: 1, missing: "notBreaching" },
  severity: "page",
  means,
  runbook: "zone-signing-fails",
});

/** Signatures of the zone (docs.aws.amazon.com/Route53/latest/DeveloperGuide/monitoring-hosted-zones-with-cloudwatch.html). */
const zone: AlarmKind = {
  kind: "zone",
  layer: "presentation",
  namespace: "AWS/Route53",
  metricsOf: "edge",
  subjects: ({ environment, presentation }) =>
    environment.presentation.zone.dnssec ? [{ name: "public", dimensions: { HostedZoneId: presentation.zoneId } }] : [],
  rows: [
    unsigned(
      "signing",
      "DNSSECInternalFailure",
      "Route 53 cannot sign the {name} zone: resolvers may refuse its names.",
    ),
    unsigned(
      "signing-key",
      "DNSSECKeySigningKeysNeedingAction",
      "Route 53 cannot use the key that signs the {name} zone: resolvers will refuse its names.",
    ),
  ],
};

/** Canaries (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Synthetics_Canaries_metrics.html). */
const canaries: AlarmKind = {
  kind: "canary",
  layer: "presentation",
  namespace: "CloudWatchSynthetics",
  subjects: (foundation) => {
    const { everyMinutes, checks } = foundation.environment.monitoring.canaries;
    return hasServices(foundation)
      ? Object.keys(checks).map((name) => ({
          name,
          dimensions: { CanaryName: foundation.site.names.of("canary", name) },
          limits: { everyMinutes },
        }))
      : [];
  },
  rows: [
    {
      name: "failed",
      metric: "SuccessPercent",
      statistic: "Average",
      // Longer than the longest time between two runs.
      periodSeconds: 3600,
      threshold: { sandbox: 50, nonproduction: 75, production: 90 },
      when: { comparison: "<", periods: 1, missing: "breaching" },
      severity: "page",
      means: "What users ask does not get the right answer: canary {name} fails.",
      runbook: "canary-fails",
    },
  ],
};

export const edgeAlarms: readonly AlarmKind[] = [
  distributions,
  edgeFirewall,
  regionalFirewalls,
  regionHealth,
  zone,
  canaries,
];
