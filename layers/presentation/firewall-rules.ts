import { accountTakeoverSettings, botControlSettings } from "../../modules/firewall/group-settings";
import { type ManagedGroupName, managedGroupNames } from "../../modules/firewall/managed-groups";
import {
  addressRule,
  bodySizeRule,
  type FirewallRule,
  type GroupSettings,
  managedGroupRule,
  rateRule,
} from "../../modules/firewall/rules";
import { partsOf } from "../../platform/references";
import type { PresentationEnvironment } from "./config";
import type { Route } from "./routes";

/** ARNs of the sets of addresses; undefined where a set is empty. */
export interface AddressSets {
  readonly allowed: string | undefined;
  readonly blocked: string | undefined;
}

/** The rules of a web ACL, in their order: addresses, then rates, which are cheap, then sizes, then what AWS knows of attacks. */
export function rulesOf(
  { waf }: PresentationEnvironment["presentation"],
  routes: readonly Route[],
  sets: AddressSets,
  asked: readonly ManagedGroupName[] = managedGroupNames,
): FirewallRule[] {
  const { action } = waf;
  const ofRoutes = routes.flatMap(({ name, ratePer5Minutes, hostName, paths }) =>
    ratePer5Minutes === undefined ? [] : [rateRule(`rate-${name}`, ratePer5Minutes, action, { hostName, paths })],
  );
  const groups = asked.flatMap((group) => {
    const settings = waf.managedGroups[group];
    if (!settings) return [];
    const exceptions = Object.values(waf.exceptions).filter((one) => one.group === group);
    const counting = exceptions.flatMap(({ rule, route }) => (rule === undefined || route !== undefined ? [] : [rule]));
    const left = new Set(exceptions.flatMap(({ route }) => (route === undefined ? [] : [partsOf(route).name])));
    const except = routes.filter(({ name }) => left.has(name));
    const more = moreOf(group, waf, routes);
    return [
      managedGroupRule(group, { action: settings.action, counting: [...new Set(counting)].sort(), except, ...more }),
    ];
  });
  return [
    ...(sets.allowed === undefined ? [] : [addressRule("allowed-addresses", sets.allowed, "allow")]),
    ...(sets.blocked === undefined ? [] : [addressRule("blocked-addresses", sets.blocked, "block")]),
    ...ofRoutes,
    rateRule("rate", waf.ratePer5Minutes, action),
    bodySizeRule("body-size", waf.mostBodyKiB * 1024, action),
    ...groups,
  ];
}

/** What some groups have to know. */
function moreOf(
  group: ManagedGroupName,
  { botInspection, signIn }: PresentationEnvironment["presentation"]["waf"],
  routes: readonly Route[],
): Pick<GroupSettings, "only" | "settings"> {
  if (group === "bot-control") return { settings: botControlSettings(botInspection) };
  if (group !== "account-takeover" || !signIn) return {};
  const { name } = partsOf(signIn.route);
  return { only: routes.find((route) => route.name === name), settings: accountTakeoverSettings(signIn) };
}
