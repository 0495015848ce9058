import type { Context } from "hono";
import { matchedRoutes } from "hono/route";

/** The pattern that a request matched, as in /sessions/:id. Paths may contain personal data. */
export function routeOf(context: Context): string {
  const routes = matchedRoutes(context).filter(({ path }) => !path.endsWith("*"));
  return routes.at(-1)?.path ?? "none";
}
