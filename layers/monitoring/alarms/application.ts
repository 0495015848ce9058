import { clusterNameOf } from "../../../modules/kubernetes/cluster-name";
import type { MonitoringFoundation } from "../foundation";
import { hasModelApi } from "./edge";
import { balancerOf, edgeServices, internalSubjects, routedServices, targetsOf } from "./service-targets";
import { hasServices } from "./subjects";
import { type AlarmKind, sustained } from "./table";

const clusterName = ({ site }: MonitoringFoundation) => clusterNameOf(site);

const busy = (what: string, metric: string) =>
  ({
    name: what,
    metric,
    statistic: "Average",
    periodSeconds: 300,
    threshold: { sandbox: 95, nonproduction: 90, production: 80 },
    when: sustained,
    severity: "ticket",
    means: `Nodes of cluster {name} run out of ${what}.`,
    runbook: "cluster-unhealthy",
  }) as const;

/** The cluster (docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Container-Insights-metrics-EKS.html). */
const cluster: AlarmKind = {
  kind: "cluster",
  layer: "application",
  namespace: "ContainerInsights",
  subjects: (foundation) =>
    hasServices(foundation) ? [{ name: "main", dimensions: { ClusterName: clusterName(foundation) } }] : [],
  rows: [
    {
      name: "failed-nodes",
      metric: "cluster_failed_node_count",
      statistic: "Maximum",
      periodSeconds: 60,
      threshold: 0,
      when: sustained,
      severity: "page",
      means: "Nodes of cluster {name} have failed.",
      runbook: "cluster-unhealthy",
    },
    busy("processors", "node_cpu_utilization"),
    busy("memory", "node_memory_utilization"),
    busy("disk", "node_filesystem_utilization"),
  ],
};

/** Services: namespace and service have one name. */
const services: AlarmKind = {
  kind: "service",
  layer: "application",
  namespace: "ContainerInsights",
  subjects: (foundation) =>
    hasServices(foundation)
      ? Object.keys(foundation.environment.application.services).map((name) => ({
          name,
          dimensions: { ClusterName: clusterName(foundation), Namespace: name, Service: name },
        }))
      : [],
  rows: [
    {
      name: "pods",
      metric: "service_number_of_running_pods",
      statistic: "Minimum",
      periodSeconds: 60,
      threshold: 1,
      when: { ...sustained, comparison: "<", missing: "breaching" },
      severity: "page",
      means: "Service {name} has no running pod.",
      runbook: "service-down",
    },
  ],
};

/** The internal load balancer (docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html). */
const balancer: AlarmKind = {
  kind: "load-balancer",
  layer: "application",
  namespace: "AWS/ApplicationELB",
  subjects: (foundation) =>
    hasServices(foundation) && routedServices(foundation).length > 0
      ? [{ name: "api", dimensions: { LoadBalancer: balancerOf(foundation.application.loadBalancerArn) } }]
      : [],
  rows: [
    {
      name: "errors",
      metric: "HTTPCode_ELB_5XX_Count",
      statistic: "Sum",
      periodSeconds: 60,
      threshold: { sandbox: 20, nonproduction: 10, production: 5 },
      when: sustained,
      severity: "page",
      means: "Load balancer {name} answers with its own errors: it finds no healthy target.",
      runbook: "service-down",
    },
  ],
};

/** The load balancer between CloudFront and services. */
const edgeBalancer: AlarmKind = {
  ...balancer,
  layer: "presentation",
  subjects: (foundation) =>
    hasServices(foundation) &&
    Object.values(foundation.environment.presentation.routes).some(({ to }) => to.startsWith("services."))
      ? [{ name: "edge", dimensions: { LoadBalancer: foundation.presentation.loadBalancerArnSuffix } }]
      : [],
};

const unhealthy = {
  name: "unhealthy",
  metric: "UnHealthyHostCount",
  statistic: "Maximum",
  periodSeconds: 60,
  threshold: 0,
  when: { ...sustained, periods: 10, breaching: 8 },
  severity: "ticket",
  runbook: "service-down",
} as const;

/** Targets of the internal load balancer. */
const targets: AlarmKind = {
  kind: "targets",
  layer: "application",
  namespace: "AWS/ApplicationELB",
  subjects: (foundation) =>
    hasServices(foundation) ? routedServices(foundation).flatMap((name) => targetsOf(foundation, name, "api")) : [],
  rows: [
    { ...unhealthy, means: "Pods of service {name} fail their health checks." },
    {
      name: "latency",
      metric: "TargetResponseTime",
      statistic: "p99",
      periodSeconds: 300,
      threshold: { sandbox: 5, nonproduction: 3, production: 2 },
      when: sustained,
      severity: "ticket",
      means: "One answer in a hundred of service {name} takes too long.",
      runbook: "api-fails",
    },
  ],
};

/** Targets of the load balancer between CloudFront and services. */
const edgeTargets: AlarmKind = {
  ...targets,
  kind: "edge-targets",
  layer: "presentation",
  subjects: (foundation) =>
    hasServices(foundation) ? edgeServices(foundation).flatMap((name) => targetsOf(foundation, name, "edge")) : [],
};

/** Load balancers and targets inside the VPC that the HTTP API does not lead to. Callers retry: a ticket. */
const internal: AlarmKind = {
  kind: "internal",
  layer: "application",
  namespace: "AWS/ApplicationELB",
  subjects: internalSubjects,
  rows: [
    {
      name: "errors",
      metric: "HTTPCode_Target_5XX_Count",
      statistic: "Sum",
      periodSeconds: 300,
      threshold: { sandbox: 20, nonproduction: 10, production: 5 },
      when: sustained,
      severity: "ticket",
      means: "{name} answers with errors (5xx) behind its internal load balancer.",
      runbook: "service-down",
    },
    { ...unhealthy, means: "{name} fails the health checks of its internal load balancer." },
  ],
};

const failing = (metric: string) =>
  ({
    name: "errors",
    metric,
    statistic: "Sum",
    periodSeconds: 60,
    threshold: { sandbox: 20, nonproduction: 10, production: 5 },
    when: sustained,
    severity: "page",
    means: "The {name} API fails requests (5xx).",
    runbook: "api-fails",
  }) as const;

const slow = {
  name: "latency",
  metric: "Latency",
  statistic: "p99",
  periodSeconds: 300,
  threshold: { sandbox: 10_000, nonproduction: 5000, production: 3000 },
  when: sustained,
  severity: "ticket",
  means: "One answer in a hundred of the {name} API takes too long.",
  runbook: "api-fails",
} as const;

const refused = (metric: string) =>
  ({
    name: "refused",
    metric,
    statistic: "Sum",
    periodSeconds: 300,
    threshold: { band: 3 },
    when: sustained,
    severity: "ticket",
    means: "The {name} API refuses more requests (4xx) than it usually does at this time.",
    runbook: "api-fails",
  }) as const;

/** The HTTP API (docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html). */
const httpApi: AlarmKind = {
  kind: "api",
  layer: "application",
  namespace: "AWS/ApiGateway",
  subjects: ({ environment, application, upstream }) =>
    Object.keys(environment.application.api.http.routes).length > 0 && upstream?.strategy !== "backup-restore"
      ? [{ name: "http", dimensions: { ApiId: application.httpApiId } }]
      : [],
  rows: [failing("5xx"), slow, refused("4xx")],
};

/** The REST API (docs.aws.amazon.com/apigateway/latest/developerguide/api-gateway-metrics-and-dimensions.html). */
const partnerApi: AlarmKind = {
  kind: "api",
  layer: "application",
  namespace: "AWS/ApiGateway",
  subjects: ({ environment, site, application, upstream }) =>
    environment.application.api.partner && upstream?.strategy !== "backup-restore"
      ? [
          {
            name: "partner",
            dimensions: { ApiName: site.names.of("api", "partner"), Stage: application.partnerApiStageName },
          },
        ]
      : [],
  rows: [failing("5XXError"), slow, refused("4XXError")],
};

/** The REST API in front of models. */
const modelApi: AlarmKind = {
  ...partnerApi,
  layer: "presentation",
  subjects: (foundation) =>
    hasModelApi(foundation)
      ? [{ name: "models", dimensions: { ApiName: foundation.site.names.of("api", "models") } }]
      : [],
};

export const applicationAlarms: readonly AlarmKind[] = [
  cluster,
  services,
  balancer,
  edgeBalancer,
  targets,
  edgeTargets,
  internal,
  httpApi,
  partnerApi,
  modelApi,
];
