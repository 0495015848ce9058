import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { hasEndpoint } from "../../platform/regions";
import { alwaysNeeded, type NetworkEnvironment } from "./config";

/** Whether the rule of a firewall for `pattern` hits names of `domain`. */
function hits(pattern: string, domain: string): boolean {
  const [blocked, below] = [pattern.replace(/^\*\./, ""), pattern.startsWith("*.")];
  return blocked === domain || (below && domain.endsWith(`.${blocked}`)) || blocked.endsWith(`.${domain}`);
}

/** Without the names of AWS nothing works in the VPC, and the environment's own are what it is there for. */
const ownNamesResolve: Rule<NetworkEnvironment> = each((candidate) => {
  const { domain, network } = candidate.settings;
  const needed = ["amazonaws.com", "api.aws", ...(domain === undefined ? [] : [domain])];
  return (network?.dnsFirewall?.blockedDomains ?? []).flatMap((pattern, index) => {
    const name = needed.find((known) => hits(pattern, known));
    if (name === undefined) return [];
    const path = ["network", "dnsFirewall", "blockedDomains", index];
    return [
      errorAt(candidate, path, {
        allowed: `a domain that does not block ${name}, which the platform resolves`,
        fix: "Remove it.",
      }),
    ];
  });
});

/** AWS refuses an endpoint of a service that does not exist in the region. */
const endpointsOfTheRegion: Rule<NetworkEnvironment> = each((candidate) => {
  const { region, network } = candidate.settings;
  if (region === undefined) return [];
  return (network?.interfaceEndpoints ?? []).flatMap((service, index) => {
    if (hasEndpoint(region, service)) return [];
    const allowed = `a service with an interface endpoint in ${region}`;
    const fix = "Remove it, or remove the list to get every endpoint that the region has.";
    return [errorAt(candidate, ["network", "interfaceEndpoints", index], { allowed, fix })];
  });
});

/** The data tier has no other way to the services that databases, jobs and functions call. */
const neededEndpoints: Rule<NetworkEnvironment> = each((candidate) => {
  const { interfaceEndpoints } = candidate.settings.network ?? {};
  const missing = alwaysNeeded.filter((service) => interfaceEndpoints?.includes(service) === false);
  if (missing.length === 0) return [];
  const allowed = `a list with ${missing.join(", ")}, which the data tier reaches in no other way`;
  return [errorAt(candidate, ["network", "interfaceEndpoints"], { allowed, fix: "Add the missing ones." })];
});

/** What must hold between values of the `network` section and the frame. */
export const networkRules: readonly Rule<NetworkEnvironment>[] = [
  ownNamesResolve,
  endpointsOfTheRegion,
  neededEndpoints,
];
