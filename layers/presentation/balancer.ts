import { EdgeLoadBalancer } from "../../modules/load-balancing/edge-load-balancer";
import { HealthCheckGroup } from "../../modules/load-balancing/health-check-group";
import { HealthRules } from "../../modules/load-balancing/health-rules";
import { HostRules, type OriginHeader } from "../../modules/load-balancing/host-rules";
import { LoadBalancerLogBucket } from "../../modules/load-balancing/load-balancer-log-bucket";
import type { LayerStack } from "../../platform/layer-stack";
import { entryOf } from "../../platform/published-contract";
import { partsOf } from "../../platform/references";
import { type Certificates, originHost } from "./certificates";
import type { PresentationEnvironment } from "./config";
import type { PresentationFoundation } from "./foundation";
import { buildOriginHeader } from "./origin-header";
import { hostsOf, isPublic, namesOf, pathsOf, type Route, routesOf } from "./routes";

/** The way from CloudFront to services. */
export interface Balancer {
  readonly loadBalancer: EdgeLoadBalancer;
  /** What CloudFront has to send; undefined where nothing else reaches the load balancer. */
  readonly originHeader: OriginHeader | undefined;
  /** What has to be there before CloudFront sends another value of the header. */
  readonly rules: HostRules;
}

/** What the load balancer builds on. */
export interface BalancerFoundation extends PresentationFoundation {
  readonly certificates: Certificates;
}

const isService = ({ to }: Route) => to.kind === "services";

/**
 * The load balancer of the services that routes lead to. None without such a route or a delegated domain, and none where the
 * recovery strategy restores from backups: it keeps no services.
 */
export function buildBalancer(
  stack: LayerStack<PresentationEnvironment>,
  foundation: BalancerFoundation,
): Balancer | undefined {
  const { site, environment, upstream, network, security, certificates } = foundation;
  const certificateArn = certificates.regional[originHost];
  if (certificateArn === undefined || upstream?.strategy === "backup-restore") return undefined;

  const routes = routesOf(foundation).filter(isService);
  const public_ = isPublic(foundation);
  const logs = new LoadBalancerLogBucket(stack, "balancer-logs", {
    site,
    purpose: "edge-logs",
    accessLogsBucket: security.accessLogsBucketName,
  });
  const edge = network.edgeSecurityGroupId;
  const loadBalancer = new EdgeLoadBalancer(stack, "edge", {
    site,
    placement: {
      isPublic: public_,
      subnetIds: public_ ? network.publicSubnetIds : network.applicationSubnetIds,
      securityGroupIds: public_
        ? [edge, new HealthCheckGroup(stack, "health-checks", { site, vpcId: network.vpcId }).id]
        : [edge],
    },
    tls: {
      policy: environment.presentation.origin.tlsPolicy,
      certificateArn,
      others: Object.fromEntries(
        [...hostsOf(routes).keys()].map((host) => [host, certificates.regional[host] ?? missing(host)]),
      ),
    },
    logs: { bucketName: logs.bucketName, policy: logs.policy },
  });

  const { listenerArn, dnsName } = loadBalancer;
  const originHeader = buildOriginHeader(stack, foundation);
  const targetOf = ({ to }: Route) => ({
    targetGroupArn: entryOf(foundation.application.targetGroupArns, to.name),
    movedService: environment.application.services[to.name]?.rollout === "blue-green" ? to.name : undefined,
  });
  const rules = new HostRules(stack, "route", {
    site,
    listenerArn,
    paths: pathsOf(routes).map(({ route, path }) => ({
      id: idOf(route, path),
      hostName: route.hostName,
      path,
      ...targetOf(route),
    })),
    originHeader,
  });
  const { checks } = namesOf(foundation).presentation.health;
  new HealthRules(stack, "health", {
    site,
    listenerArn,
    hostName: dnsName,
    checks: Object.fromEntries(
      Object.entries(public_ ? checks : {}).map(([name, { of, path }]) => {
        const route = routes.find((one) => one.name === partsOf(of).name) ?? missing(of);
        return [name, { path, ...targetOf(route) }];
      }),
    ),
  });
  return { loadBalancer, originHeader, rules };
}

/** The name of the route, and its path where it has several. */
function idOf({ name, paths }: Route, path: string): string {
  const letters = path.replaceAll("*", "any").replaceAll(/[^A-Za-z0-9]+/g, "-");
  return paths.length === 1 ? name : `${name}${letters}`;
}

function missing(what: string): never {
  throw new Error(`Nothing is built for ${what}.`);
}
