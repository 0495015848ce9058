import { anyPath, covers, mostSpecificFirst } from "./path-patterns";

/** As much of a route as decides which requests are its own. */
interface Routed {
  readonly host?: string | undefined;
  readonly paths?: readonly string[] | undefined;
}

/** The name of the route that answers a path of a host; undefined when none does. */
export function routeOfPath(
  routes: readonly (readonly [name: string, route: Routed])[],
  host: string | undefined,
  path: string,
): string | undefined {
  return routes
    .filter(([, route]) => route.host === host)
    .flatMap(([name, { paths = [anyPath] }]) => paths.map((pattern) => ({ name, pattern })))
    .sort((a, b) => mostSpecificFirst(a.pattern, b.pattern))
    .find(({ pattern }) => covers(pattern, path))?.name;
}
