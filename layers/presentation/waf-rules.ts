import type { FileError } from "../../environments/loader/errors";
import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { capacityOf } from "../../modules/firewall/capacity";
import { webAclCapacity } from "../../modules/firewall/managed-groups";
import { rateLimits } from "../../modules/firewall/rules";
import { routeOfPath } from "../../modules/routing/route-of-path";
import { partsOf } from "../../platform/references";
import type { PresentationEnvironment } from "./config";
import { rulesOf } from "./firewall-rules";
import { isThroughCloudFront, routesOf } from "./routes";

const section = ["presentation", "waf"];

const rates: Rule<PresentationEnvironment> = each((candidate) => {
  const { routes, waf } = candidate.settings.presentation ?? {};
  const all = [
    { path: [...section, "ratePer5Minutes"], rate: waf?.ratePer5Minutes },
    ...entriesOf(routes).map(([name, { ratePer5Minutes }]) => ({
      path: ["presentation", "routes", name, "ratePer5Minutes"],
      rate: ratePer5Minutes,
    })),
  ];
  const { least, most } = rateLimits;
  return all.flatMap(({ path, rate }) => {
    if (rate === undefined || (rate >= least && rate <= most)) return [];
    const allowed = `${least} to ${most} requests, which a rate rule of WAF counts`;
    return [errorAt(candidate, path, { allowed, fix: rate < least ? "Raise it." : "Lower it." })];
  });
});

/** A rule that only counts blocks nothing: in production it has an owner and a last day. */
const countingHasAnOwner: Rule<PresentationEnvironment> = each((candidate) => {
  const { tier, presentation } = candidate.settings;
  if (tier !== "production") return [];
  return entriesOf(presentation?.waf?.managedGroups).flatMap(([group, { action, owner, until }]) => {
    if (action !== "count" || (owner !== undefined && until !== undefined)) return [];
    const allowed = "block in tier production, or an owner and a last day of counting";
    const fix = "Set it to block, or add owner and until.";
    return [errorAt(candidate, [...section, "managedGroups", group, "action"], { allowed, fix })];
  });
});

const exceptionsOfUsedGroups: Rule<PresentationEnvironment> = each((candidate) => {
  const { managedGroups = {}, exceptions } = candidate.settings.presentation?.waf ?? {};
  return entriesOf(exceptions).flatMap(([name, { group, rule, route }]) => {
    const path = [...section, "exceptions", name];
    if (group !== undefined && managedGroups[group] === undefined) {
      const allowed = `a group of the web ACL (${Object.keys(managedGroups).join(", ")})`;
      return [errorAt(candidate, [...path, "group"], { allowed, fix: "Remove the exception." })];
    }
    if ((rule === undefined) !== (route === undefined)) return [];
    const seen = rule === undefined ? "neither" : "both";
    const allowed = "either a rule that counts everywhere, or a route that the group leaves alone";
    return [errorAt(candidate, path, { seen, allowed, fix: "Keep one of the two." })];
  });
});

/** The group and what it has to know come together. */
const signInIsRouted: Rule<PresentationEnvironment> = each((candidate) => {
  const { routes, waf } = candidate.settings.presentation ?? {};
  const { managedGroups = {}, signIn } = waf ?? {};
  const at = (key: string) => [...section, "signIn", key];
  if (!signIn) {
    if (!managedGroups["account-takeover"]) return [];
    const allowed = "signIn with account-takeover, which needs the sign-in path";
    return [errorAt(candidate, [...section, "managedGroups", "account-takeover"], { allowed, fix: "Add waf.signIn." })];
  }
  const { route, path, payload, usernameField = "/", passwordField = "/" } = signIn;
  const name = partsOf(route ?? "").name;
  const settings = routes?.[name];
  // What is not there is a separate error.
  if (!settings || path === undefined) return [];
  const errors: FileError[] = [];
  const wrong = (key: string, allowed: string, fix: string) =>
    errors.push(errorAt(candidate, at(key), { allowed, fix }));
  if (!managedGroups["account-takeover"]) {
    const allowed = "none without the group account-takeover, the only one that uses it";
    errors.push(
      errorAt(candidate, [...section, "signIn"], { seen: "given", allowed, fix: "Add the group, or remove it." }),
    );
  }
  if (settings.to !== undefined && ["site", "api.partner"].some((to) => settings.to?.startsWith(to))) {
    wrong("route", "a route through CloudFront that takes what is sent", "Name a route to a service or the HTTP API.");
  }
  if (routeOfPath(entriesOf(routes), settings.host, path) !== name) {
    wrong("path", `a path of ${route}`, "Change the path, or name the route that has it.");
  }
  for (const [key, field] of Object.entries({ usernameField, passwordField })) {
    if (payload === undefined || field.startsWith("/") === (payload === "json")) continue;
    wrong(key, payload === "json" ? "a JSON pointer, as in /username" : "the name of a field, without /", "Change it.");
  }
  return errors;
});

const withinTheCapacity: Rule<PresentationEnvironment> = each((candidate) => {
  const { environment } = candidate;
  if (!environment) return [];
  const routes = routesOf({ environment }).filter(isThroughCloudFront);
  const { presentation } = environment;
  const reserved = presentation.shield.response === "none" ? 0 : webAclCapacity.attackResponse;
  const capacity = capacityOf(rulesOf(presentation, routes, { allowed: "set", blocked: "set" })) + reserved;
  if (capacity <= webAclCapacity.most) return [];
  const allowed = `at most ${webAclCapacity.most} capacity units (WCU) in a web ACL`;
  const fix = "Give fewer routes their own rate, or use fewer managed groups.";
  return [errorAt(candidate, section, { seen: String(capacity), allowed, fix })];
});

export const wafRules: readonly Rule<PresentationEnvironment>[] = [
  rates,
  countingHasAnOwner,
  exceptionsOfUsedGroups,
  signInIsRouted,
  withinTheCapacity,
];
