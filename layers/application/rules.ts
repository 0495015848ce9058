import { type Candidate, errorAt, keyErrorAt, placeBetween } from "../../environments/loader/merged-environment";
import { each, eachNamed, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { isSystemNamespace, systemNamespaces } from "../../modules/kubernetes/namespaces";
import { servicePurpose } from "../../modules/lake/zone-writers";
import { hashLength } from "../../modules/load-balancing/target-group-name";
import { roomFor } from "../../platform/names";
import { partsOf } from "../../platform/references";
import { apiRules } from "./api-rules";
import type { ApplicationEnvironment } from "./config";
import { deliveryRules } from "./delivery-rules";
import { eventsRules } from "./events-rules";
import { functionsRules } from "./functions-rules";
import { kubernetesRules } from "./kubernetes-rules";
import { meshRules } from "./mesh-rules";
import { fewestPods, whyPods } from "./minimums";
import { isServiceName } from "./services-config";
import { smokeRules } from "./smoke-rules";

const common = ["application", "serviceScale"];

/** How pods scale, for all and for each service, with the place of each bound. */
function scalesOf({ settings }: Candidate<ApplicationEnvironment>) {
  const { services, serviceScale } = settings.application ?? {};
  const own = entriesOf(services).map(([name, { scale }]) => ({
    path: ["application", "services", name, "scale"],
    scale,
  }));
  return [{ path: common, scale: serviceScale }, ...own].map(({ path, scale }) => ({
    ...{ ...serviceScale, ...scale },
    placeOf: (bound: "min" | "max") => [...(scale?.[bound] === undefined ? common : path), bound],
    isOwn: path === common || scale?.min !== undefined || scale?.max !== undefined,
  }));
}

/** Also between what the service says and what it takes from serviceScale. */
const minUpToMax: Rule<ApplicationEnvironment> = each((candidate) =>
  scalesOf(candidate).flatMap(({ min, max, placeOf, isOwn }) => {
    if (!isOwn || min === undefined || max === undefined || min <= max) return [];
    const place = placeBetween(candidate, placeOf("min"), placeOf("max"));
    return [
      errorAt(candidate, placeOf("min"), { place, allowed: `at most max, ${max}`, fix: "Lower it, or raise max." }),
    ];
  }),
);

/** What tiers ask of serviceScale, they ask of services that say it themselves. */
const asManyPodsAsTheTierAsks: Rule<ApplicationEnvironment> = each((candidate) => {
  const { tier, application } = candidate.settings;
  const least = tier && fewestPods[tier];
  if (least === undefined) return [];
  return entriesOf(application?.services).flatMap(([name, { scale }]) => {
    if (scale?.min === undefined || scale.min >= least) return [];
    const allowed = `${whyPods} (${least} or more) in tier ${tier}`;
    const fix = `Remove the line or set it to ${least} or more.`;
    return [errorAt(candidate, ["application", "services", name, "scale", "min"], { allowed, fix })];
  });
});

const notItself: Rule<ApplicationEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.application?.services).flatMap(([name, { uses }]) => {
    const reference = `services.${name}`;
    if (uses?.[reference] === undefined) return [];
    const path = ["application", "services", name, "uses", reference];
    return [keyErrorAt(candidate, path, { allowed: "another service", fix: "Remove the line." })];
  }),
);

/** Addresses of services are known inside the cluster only. */
const notFromFunctions: Rule<ApplicationEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.application?.functions).flatMap(([name, { uses }]) =>
    Object.keys(uses ?? {})
      .filter((reference) => partsOf(reference).kind === "services")
      .map((reference) =>
        keyErrorAt(candidate, ["application", "functions", name, "uses", reference], {
          allowed: "a target other than a service, because only the cluster knows the address of a service",
          fix: "Send through a queue or the bus, or make a service of the function.",
        }),
      ),
  ),
);

/** A service's name is part of others, which AWS limits. */
const namesFit: Rule<ApplicationEnvironment> = eachNamed((candidate, named) =>
  entriesOf(candidate.settings.application?.services).flatMap(([name]) => {
    if (!isServiceName(name)) return [];
    const most = Math.min(
      roomFor("target-group", named) - hashLength,
      roomFor("iam-role", named) - servicePurpose("").length,
    );
    if (name.length <= most) return [];
    const allowed = `at most ${most} characters in ${candidate.name}`;
    const why = "names of target groups have 32, with organization, environment and a hash";
    return [keyErrorAt(candidate, ["application", "services", name], { allowed, why, fix: "Shorten it." })];
  }),
);

/** A service has a namespace of its name: network policies and the restricted standard would hold for the system as well. */
const noSystemNamespaces: Rule<ApplicationEnvironment> = each((candidate) =>
  entriesOf(candidate.settings.application?.services).flatMap(([name]) => {
    if (!isSystemNamespace(name)) return [];
    const allowed = `a name that the cluster has no namespace of (${systemNamespaces.join(", ")}, and others with kube-)`;
    return [keyErrorAt(candidate, ["application", "services", name], { allowed, fix: "Choose another name." })];
  }),
);

/** What must hold between values of the `application` section and the frame. */
export const applicationRules: readonly Rule<ApplicationEnvironment>[] = [
  minUpToMax,
  asManyPodsAsTheTierAsks,
  notItself,
  notFromFunctions,
  namesFit,
  noSystemNamespaces,
  ...functionsRules,
  ...eventsRules,
  ...apiRules,
  ...kubernetesRules,
  ...meshRules,
  ...deliveryRules,
  ...smokeRules,
];
