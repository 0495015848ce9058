import { errorAt, keyErrorAt, ownPlaceOf } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { healthPriorityOf } from "../../modules/load-balancing/health-priority";
import { routeOfPath } from "../../modules/routing/route-of-path";
import { nameRules } from "../../platform/name-rules";
import { isName } from "../../platform/names";
import { partsOf } from "../../platform/references";
import type { PresentationEnvironment } from "./config";
import { originSecret } from "./origin-secret";

const checksAt = ["presentation", "health", "checks"];

/** A path that another route answers would say nothing about the service. */
const checksAreRouted: Rule<PresentationEnvironment> = each((candidate) => {
  const { routes, health } = candidate.settings.presentation ?? {};
  return entriesOf(health?.checks).flatMap(([name, { of, path }]) => {
    const route = of === undefined ? undefined : routes?.[partsOf(of).name];
    // A route that is not there is a separate error.
    if (!route || path === undefined) return [];
    if (route.to !== undefined && partsOf(route.to).kind !== "services") {
      const allowed = "a route that leads to a service";
      return [errorAt(candidate, [...checksAt, name, "of"], { allowed, fix: "Name another, or remove the check." })];
    }
    const owner = routeOfPath(entriesOf(routes), route.host, path);
    if (owner === partsOf(of ?? "").name) return [];
    const allowed = `a path of ${of}`;
    const why = owner === undefined ? "no route has it" : `${owner} has it`;
    return [errorAt(candidate, [...checksAt, name, "path"], { allowed, why, fix: "Change the path, or the route." })];
  });
});

const checksApart: Rule<PresentationEnvironment> = each((candidate) => {
  const first = new Map<number, string>();
  return entriesOf(candidate.settings.presentation?.health?.checks).flatMap(([name]) => {
    const priority = healthPriorityOf(name);
    const other = first.get(priority);
    if (other === undefined) first.set(priority, name);
    if (other === undefined) return [];
    const allowed = `a name whose priority in the listener differs from that of ${other}`;
    return [keyErrorAt(candidate, [...checksAt, name], { allowed, fix: "Rename it: priorities are hashes of names." })];
  });
});

/** Two regions behind one name: Route 53 has to know which works, and load balancers who asks. */
const recoveredAtTheEdge: Rule<PresentationEnvironment> = each((candidate) => {
  const { recovery, presentation, security } = candidate.settings;
  const { routes, health, zone } = presentation ?? {};
  const toServices = entriesOf(routes).some(([, { to }]) => to !== undefined && partsOf(to).kind === "services");
  if (!recovery || !toServices || !zone?.delegated) return [];
  const place = ownPlaceOf(candidate, ["recovery"]);
  const hasSecret = Object.hasOwn(security?.secrets?.generated ?? {}, originSecret);
  const secretAt = ["security", "secrets", "generated"];
  return [
    ...(Object.keys(health?.checks ?? {}).length > 0
      ? []
      : [
          errorAt(candidate, checksAt, {
            seen: "none",
            allowed: "a health check where another environment takes over",
            fix: "Add one of a route that leads to a service.",
          }),
        ]),
    ...(hasSecret
      ? []
      : [
          errorAt(candidate, secretAt, {
            place,
            seen: `no ${originSecret}`,
            allowed: `a generated secret ${originSecret}, which load balancers on the internet ask CloudFront for`,
            fix: `Add ${originSecret} with application and description.`,
          }),
        ]),
  ];
});

/** Plain configuration on the side of the primary: it reads nothing of what recovers it. */
const copyIsTheFollowers: Rule<PresentationEnvironment> = (candidates) =>
  candidates.flatMap((primary) => {
    const copy = primary.settings.presentation?.cdn?.pagesCopy;
    if (copy === undefined) return [];
    const path = ["presentation", "cdn", "pagesCopy"];
    const follower = candidates.find(
      ({ settings }) => settings.recovers !== undefined && settings.recovers === primary.name,
    );
    const { organization, name, account, region } = follower?.settings ?? {};
    if (!follower) {
      const allowed = "no copy where no other environment recovers this one";
      return [errorAt(primary, path, { allowed, fix: "Remove the line." })];
    }
    if (!organization || !name || !account || !region) return [];
    const named = { organization, name, account, region };
    const expected = nameRules["s3-bucket"].build(named, "site");
    if (copy === expected || !isName("s3-bucket", named, "site")) return [];
    const allowed = `${expected}, the bucket of pages of ${follower.name}`;
    return [errorAt(primary, path, { allowed, fix: `Set it to ${expected}.` })];
  });

export const edgeRecoveryRules: readonly Rule<PresentationEnvironment>[] = [
  checksAreRouted,
  checksApart,
  recoveredAtTheEdge,
  copyIsTheFollowers,
];
