import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { capacityOf } from "../../modules/firewall/capacity";
import { webAclCapacity } from "../../modules/firewall/managed-groups";
import { rateLimits } from "../../modules/firewall/rules";
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

/** What only counts protects nobody: in production somebody answers for it, until a day. */
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

const withinTheCapacity: Rule<PresentationEnvironment> = each((candidate) => {
  const { environment } = candidate;
  if (!environment) return [];
  const routes = routesOf({ environment }).filter(isThroughCloudFront);
  const capacity = capacityOf(rulesOf(environment.presentation, routes, { allowed: "set", blocked: "set" }));
  if (capacity <= webAclCapacity.most) return [];
  const allowed = `at most ${webAclCapacity.most} capacity units (WCU) in a web ACL`;
  const fix = "Give fewer routes a rate of their own, or use fewer managed groups.";
  return [errorAt(candidate, section, { seen: String(capacity), allowed, fix })];
});

export const wafRules: readonly Rule<PresentationEnvironment>[] = [
  rates,
  countingHasAnOwner,
  exceptionsOfUsedGroups,
  withinTheCapacity,
];
