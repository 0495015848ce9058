import { mostSpecificFirst } from "../../modules/routing/path-patterns";
import { partsOf } from "../../platform/references";
import type { PresentationEnvironment } from "./config";

type RouteConfig = PresentationEnvironment["presentation"]["routes"][string];

/** A route, with what follows from its host and target. */
export interface Route extends Omit<RouteConfig, "to"> {
  readonly name: string;
  /** Whole host name, as in "www.example.com". */
  readonly hostName: string;
  /** Kind and name of what answers. */
  readonly to: { readonly kind: string; readonly name: string };
}

/** One path of a route. */
export interface RoutedPath {
  readonly route: Route;
  readonly path: string;
}

/** What a part needs to know of where it builds. */
interface Place {
  readonly environment: PresentationEnvironment;
  readonly upstream?: { readonly environment: PresentationEnvironment };
}

/** Names are those of the primary in an environment that recovers one: users keep theirs. */
export function namesOf({ environment, upstream }: Place): PresentationEnvironment {
  return upstream?.environment ?? environment;
}

/** Every route, in the order of the file. */
export function routesOf(place: Place): Route[] {
  const { domain, presentation } = namesOf(place);
  return Object.entries(presentation.routes).map(([name, route]) => ({
    ...route,
    name,
    hostName: `${route.host}.${domain}`,
    to: partsOf(route.to),
  }));
}

/** Whether CloudFront answers on the host of a route. Partners call their API without it: programs have nothing to gain. */
export function isThroughCloudFront({ to }: Route): boolean {
  return !(to.kind === "api" && to.name === "partner");
}

/** Whether a model answers, as the model API asks it. */
export const isToModel = ({ to }: Route): boolean => to.kind === "models";

/** Hosts of the routes that `is` chooses, each once, by their first part. */
export function hostsOf(routes: readonly Route[], is: (route: Route) => boolean = () => true): Map<string, Route[]> {
  const hosts = new Map<string, Route[]>();
  for (const route of routes.filter(is)) hosts.set(route.host, [...(hosts.get(route.host) ?? []), route]);
  return hosts;
}

/** The paths of routes, so that the one that counts for a request is the first that fits. */
export function pathsOf(routes: readonly Route[]): RoutedPath[] {
  return routes
    .flatMap((route) => route.paths.map((path) => ({ route, path })))
    .sort((a, b) => mostSpecificFirst(a.path, b.path));
}

/**
 * Whether requests reach the load balancer from CloudFront's addresses on the internet. Where another region takes over,
 * one host name has to lead to the load balancers of both; through a VPC origin CloudFront would reach only one.
 */
export function isPublic({ environment, upstream }: Place): boolean {
  return environment.recovery !== undefined || upstream !== undefined;
}
