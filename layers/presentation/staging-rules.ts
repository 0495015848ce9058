import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { partsOf } from "../../platform/references";
import type { PresentationEnvironment } from "./config";

const section = ["presentation", "cdn", "staging"];

const triesItsOwnRoutes: Rule<PresentationEnvironment> = each((candidate) => {
  const { routes = {}, cdn } = candidate.settings.presentation ?? {};
  return entriesOf(cdn?.staging).flatMap(([host, { routes: changes }]) => {
    const isTriable = (to: string | undefined) => to?.startsWith("services.") || to === "api.http";
    const own = entriesOf(routes).filter(([, route]) => route.host === host);
    if (!own.some(([, { to }]) => isTriable(to))) {
      const allowed = "a host of a route to a service or the HTTP API: of pages there is nothing to try";
      return [errorAt(candidate, [...section, host], { seen: host, allowed, fix: "Name another." })];
    }
    return entriesOf(changes).flatMap(([reference, { cacheSeconds }]) => {
      const { name } = partsOf(reference);
      const path = [...section, host, "routes", reference];
      const route = own.find(([own]) => own === name)?.[1];
      if (!route || !isTriable(route.to)) {
        const allowed = `a route of the host ${host} to a service or the HTTP API`;
        return [errorAt(candidate, path, { seen: reference, allowed, fix: "Name another." })];
      }
      if (!route.webSocket || cacheSeconds === undefined) return [];
      const allowed = "none where clients open WebSocket connections";
      return [errorAt(candidate, [...path, "cacheSeconds"], { allowed, fix: "Remove the line." })];
    });
  });
});

export const stagingRules: readonly Rule<PresentationEnvironment>[] = [triesItsOwnRoutes];
