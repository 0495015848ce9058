import { overlapCidr } from "cidr-tools";
import { alwaysNeeded } from "../../layers/network/config";
import { hasEndpoint } from "../../platform/regions";
import { faultAt, placeOf } from "../draft";
import { formatPlace } from "../faults";
import { each, type Rule } from "./rule";

/** Networks that overlap can never be peered, and a flow log no longer says whose address it shows. */
const rangesApart: Rule = (candidates) =>
  candidates.flatMap((candidate, index) => {
    const { network } = candidate.settings;
    return candidates.slice(0, index).flatMap((other) => {
      const taken = other.settings.network?.cidr;
      if (network?.cidr === undefined || taken === undefined || !overlapCidr(network.cidr, taken)) return [];
      const allowed = `it overlaps ${taken} of ${other.name} (${formatPlace(placeOf(other, ["network", "cidr"]))})`;
      return [faultAt(candidate, ["network", "cidr"], { allowed, fix: "Give each environment a range of its own." })];
    });
  });

/** Whether the rule of a firewall for `pattern` hits names of `domain`. */
function hits(pattern: string, domain: string): boolean {
  const [blocked, below] = [pattern.replace(/^\*\./, ""), pattern.startsWith("*.")];
  return blocked === domain || (below && domain.endsWith(`.${blocked}`)) || blocked.endsWith(`.${domain}`);
}

/** Without the names of AWS nothing works in the VPC, and the environment's own are what it is there for. */
const ownNamesResolve: Rule = each((candidate) => {
  const { domain, network } = candidate.settings;
  const needed = ["amazonaws.com", "api.aws", ...(domain === undefined ? [] : [domain])];
  return (network?.dnsFirewall?.blockedDomains ?? []).flatMap((pattern, index) => {
    const name = needed.find((known) => hits(pattern, known));
    if (name === undefined) return [];
    const path = ["network", "dnsFirewall", "blockedDomains", index];
    return [
      faultAt(candidate, path, { allowed: `nothing of ${name}, which the platform resolves`, fix: "Remove it." }),
    ];
  });
});

/** AWS refuses an endpoint of a service that does not exist in the region. */
const endpointsOfTheRegion: Rule = each((candidate) => {
  const { region, network } = candidate.settings;
  if (region === undefined) return [];
  return (network?.interfaceEndpoints ?? []).flatMap((service, index) => {
    if (hasEndpoint(region, service)) return [];
    const allowed = `services that have an endpoint in ${region}`;
    const fix = "Remove it, or the whole list: without one, all that exist there have theirs.";
    return [faultAt(candidate, ["network", "interfaceEndpoints", index], { allowed, fix })];
  });
});

/** The data tier has no other way to the services that databases, jobs and functions call. */
const neededEndpoints: Rule = each((candidate) => {
  const { interfaceEndpoints } = candidate.settings.network ?? {};
  const missing = alwaysNeeded.filter((service) => interfaceEndpoints?.includes(service) === false);
  if (missing.length === 0) return [];
  const allowed = `with ${missing.join(", ")}: what runs in the data tier has no other way there`;
  return [faultAt(candidate, ["network", "interfaceEndpoints"], { allowed, fix: "Add what is missing." })];
});

export const networkRules: readonly Rule[] = [rangesApart, ownNamesResolve, endpointsOfTheRegion, neededEndpoints];
