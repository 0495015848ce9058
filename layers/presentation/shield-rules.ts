import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { partsOf } from "../../platform/references";
import type { PresentationEnvironment } from "./config";

const section = ["presentation", "shield"];

/** What only Shield Advanced does, asked of Standard, would be nothing. */
const onlyAdvanced: Rule<PresentationEnvironment> = each((candidate) => {
  const { plan, response = "none", watched, contacts } = candidate.settings.presentation?.shield ?? {};
  if (plan !== "standard") return [];
  const settings = { response: response !== "none", watched: entriesOf(watched), contacts: entriesOf(contacts) };
  return Object.entries(settings).flatMap(([key, given]) => {
    if (Array.isArray(given) ? given.length === 0 : !given) return [];
    const allowed = key === "response" ? "none with plan standard" : "nothing with plan standard";
    const seen = key === "response" ? response : "some";
    return [errorAt(candidate, [...section, key], { seen, allowed, fix: "Remove it, or set plan to advanced." })];
  });
});

const watchedHostsAreRouted: Rule<PresentationEnvironment> = each((candidate) => {
  const { routes, shield } = candidate.settings.presentation ?? {};
  const hosts = new Set(
    entriesOf(routes).flatMap(([, { host, to }]) => {
      const { kind, name } = partsOf(to ?? "");
      return host === undefined || (kind === "api" && name === "partner") ? [] : [host];
    }),
  );
  return entriesOf(shield?.watched).flatMap(([host]) => {
    if (hosts.has(host)) return [];
    const allowed = `a host that CloudFront answers on (${[...hosts].sort().join(", ") || "there is none"})`;
    return [errorAt(candidate, [...section, "watched", host], { seen: host, allowed, fix: "Name another." })];
  });
});

/** Proactive engagement goes by health checks (docs.aws.amazon.com/waf/latest/developerguide/ddos-srt-proactive-engagement.html). */
const contactsNeedAWatchedHost: Rule<PresentationEnvironment> = each((candidate) => {
  const { plan, watched, contacts } = candidate.settings.presentation?.shield ?? {};
  if (plan !== "advanced" || entriesOf(contacts).length === 0 || entriesOf(watched).length > 0) return [];
  const allowed = "a watched host with contacts: the Shield Response Team calls when its health check fails";
  return [errorAt(candidate, [...section, "contacts"], { seen: "none watched", allowed, fix: "Add one to watched." })];
});

export const shieldRules: readonly Rule<PresentationEnvironment>[] = [
  onlyAdvanced,
  watchedHostsAreRouted,
  contactsNeedAWatchedHost,
];
