import { type Candidate, errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { didYouMean } from "../../environments/loader/suggest";
import { entriesOf } from "../../environments/loader/values";
import { routeOfPath } from "../../modules/routing/route-of-path";
import type { ApplicationEnvironment } from "./config";

const section = ["application", "delivery", "smokeTests"];

/** A smoke test of a host or path without a route rolls back every delivery. */
const served: Rule<ApplicationEnvironment> = each((candidate) => {
  const routes = entriesOf(candidate.settings.presentation?.routes);
  const hosts = [...new Set(routes.flatMap(([, { host }]) => host ?? []))].sort();
  return entriesOf(candidate.settings.application?.delivery?.smokeTests).flatMap(
    ([name, { host, path = "/", status = 200 }]) => {
      if (host === undefined) return [];
      if (!hosts.includes(host)) {
        const allowed = `a host of presentation.routes (${hosts.join(", ") || "there is none"})`;
        const fix = didYouMean(host, hosts, "Name one of them, or add a route.");
        return [errorAt(candidate, [...section, name, "host"], { allowed, fix })];
      }
      const route = routeOfPath(routes, host, path);
      const to = routes.find(([other]) => other === route)?.[1].to;
      if (route !== undefined && to === undefined) return [];
      const isSignIn = to === undefined ? undefined : signInOf(candidate, to, path);
      if (isSignIn === undefined) {
        const allowed = to === undefined ? `a path of a route of ${host}` : `a path that ${to} answers to GET`;
        const fix = "Change it, or add a route that fits.";
        const why = "the test would fail and roll back every delivery";
        return [errorAt(candidate, [...section, name, "path"], { allowed, why, fix })];
      }
      if (!isSignIn || status === 401) return [];
      const why = "the route asks for a token, and a smoke test has none";
      return [errorAt(candidate, [...section, name, "status"], { allowed: "401", why, fix: "Set it to 401." })];
    },
  );
});

/** Whether an API asks for a token before it answers a path; nothing where it does not answer. Others check for themselves. */
function signInOf({ settings }: Candidate<ApplicationEnvironment>, to: string, path: string): boolean | undefined {
  // Models take POST alone.
  if (to.startsWith("models.")) return undefined;
  if (to !== "api.http") return false;
  const fitting = entriesOf(settings.application?.api?.http?.routes).filter(([, { route }]) => {
    const [method, pattern] = route?.split(" ") ?? [];
    return pattern !== undefined && ["ANY", "GET"].includes(method ?? "") && isOf(pattern, path);
  });
  // Of two that fit, the one with fewer variables answers.
  const [first] = fitting.sort(([, one], [, other]) => variablesIn(one.route) - variablesIn(other.route));
  return first && (first[1].signIn ?? true);
}

function variablesIn(route = ""): number {
  return route.split("{").length;
}

/** Whether a path is one of a route with variables, as in /documents/{documentId} or /files/{path+}. */
function isOf(pattern: string, path: string): boolean {
  const parts = pattern.split(/(\{\w+\+?\})/).map((part) => {
    if (!part.startsWith("{")) return part.replaceAll(/[.~]/g, "\\$&");
    return part.endsWith("+}") ? ".+" : "[^/]+";
  });
  return new RegExp(`^${parts.join("")}$`).test(path);
}

export const smokeRules: readonly Rule<ApplicationEnvironment>[] = [served];
