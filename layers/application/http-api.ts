import { HttpApi } from "../../modules/api/http-api";
import type { ApiRoute, RouteTarget } from "../../modules/api/http-routes";
import type { UserPool } from "../../modules/api/user-pool";
import { liveAlias } from "../../modules/functions/function-arn";
import { PrivateServices } from "../../modules/load-balancing/private-services";
import type { LayerStack } from "../../platform/layer-stack";
import { partsOf } from "../../platform/references";
import { accountThrottle } from "./api-config";
import type { ApplicationEnvironment } from "./config";
import type { ApplicationFoundation } from "./foundation";
import type { BuiltFunction } from "./functions";
import type { Services } from "./services";
import { originsOf } from "./user-pool";

/** What routes lead to. */
export interface ApiFoundation extends ApplicationFoundation {
  /** None where the recovery strategy restores from backups. */
  readonly userPool: UserPool | undefined;
  readonly functions: Readonly<Record<string, BuiltFunction>>;
  readonly services: Services;
}

/** The HTTP API, and who signs in to it. */
export interface Http {
  readonly api: HttpApi;
  readonly userPool: UserPool;
  /** Load balancer in front of services; undefined where no route leads to one. */
  readonly loadBalancerArn: string | undefined;
}

type Route = ApplicationEnvironment["application"]["api"]["http"]["routes"][string];

/**
 * The HTTP API of an environment. None without a route, and none where the recovery strategy restores
 * from backups. Domain, certificate and web ACL are those of the presentation layer.
 */
export function buildHttpApi(stack: LayerStack<ApplicationEnvironment>, foundation: ApiFoundation): Http | undefined {
  const { site, environment, userPool } = foundation;
  const { http, ownEndpoint } = environment.application.api;
  const { routes } = http;
  const declared = Object.entries(routes);
  if (!userPool || declared.length === 0) return undefined;

  const privateServices = buildPrivateServices(stack, foundation, routes);
  const api = new HttpApi(stack, "http-api", {
    site,
    purpose: "http",
    routes: declared.map(([name, route]): ApiRoute => {
      const [method = "", path = ""] = route.route.split(" ");
      const { signIn, ratePerSecond, burst = Math.min(ratePerSecond * 2, accountThrottle.burst) } = route;
      const target = targetOf(foundation, privateServices, route.to);
      return { name, method, path, signIn, limits: { ratePerSecond, burst }, target };
    }),
    tokens: { issuer: userPool.issuer, audience: [userPool.clientId] },
    origins: originsOf(foundation),
    ownEndpoint,
  });
  return { api, userPool, loadBalancerArn: privateServices?.loadBalancerArn };
}

/** The way to the services that routes lead to; undefined where none does. */
function buildPrivateServices(
  stack: LayerStack<ApplicationEnvironment>,
  { site, environment, network, services }: ApiFoundation,
  routes: Readonly<Record<string, Route>>,
): PrivateServices | undefined {
  const routed = Object.values(routes).map(({ to }) => partsOf(to));
  const names = [...new Set(routed.filter(({ kind }) => kind === "services").map(({ name }) => name))];
  if (names.length === 0) return undefined;
  const all = names.map((name) => {
    const service = environment.application.services[name];
    const targetGroupArn = services.apiTargetGroupArns[name];
    if (!service || targetGroupArn === undefined) throw new Error(`There is no service ${name}.`);
    return [name, { port: service.port, targetGroupArn, moves: service.rollout === "blue-green" }] as const;
  });
  return new PrivateServices(stack, "private-services", {
    site,
    purpose: "api",
    placement: { subnetIds: network.applicationSubnetIds, securityGroupId: network.applicationSecurityGroupId },
    services: Object.fromEntries(all),
  });
}

function targetOf({ functions }: ApiFoundation, link: PrivateServices | undefined, to: string): RouteTarget {
  const { kind, name } = partsOf(to);
  const listenerArn = link?.listenerArns[name];
  if (kind === "services" && link && listenerArn !== undefined) {
    return { name: `service-${name}`, kind: "service", vpcLinkId: link.vpcLinkId, listenerArn };
  }
  const built = functions[name];
  if (!built) throw new Error(`There is no ${to}.`);
  const { functionName, invokeArn, timeoutSeconds } = built;
  return { name, kind: "function", functionName, alias: liveAlias, invokeArn, timeoutSeconds };
}

/** What presentation and monitoring read of the HTTP API. */
export function httpOutputs({ site }: ApplicationFoundation, http: Http | undefined) {
  return {
    httpApiId: http?.api.apiId ?? "",
    httpApiHost: http ? `${http.api.apiId}.execute-api.${site.region}.amazonaws.com` : "",
    httpApiStageName: http?.api.stageName ?? "",
    httpApiLogGroupName: http?.api.logGroupName ?? "",
    userPoolArn: http?.userPool.arn ?? "",
    userPoolClientId: http?.userPool.clientId ?? "",
    signInHost: http?.userPool.signInHost ?? "",
    loadBalancerArn: http?.loadBalancerArn ?? "",
  };
}
