import { errorAt, placeBetween } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { architectureOf, defaultArchitecture, nodeTypes } from "../../modules/kubernetes/instance-types";
import { kubernetesVersions, supportedVersions, versionsAsOf } from "../../modules/kubernetes/versions";
import { clusterStays } from "./cluster-stays-rules";
import type { ApplicationEnvironment } from "./config";

const section = ["application", "kubernetes"];
const nodesAt = [...section, "compute", "nodes"];

/** As of the day of the table: whether a file is right does not change overnight. */
const supportedVersion: Rule<ApplicationEnvironment> = each((candidate) => {
  const { version, support } = candidate.settings.application?.kubernetes ?? {};
  if (version === undefined || support === undefined || supportedVersions(support).includes(version)) return [];
  const path = [...section, "version"];
  const row = kubernetesVersions[version];
  const versions = supportedVersions(support).join(", ");
  const why = row && `${support} support of ${version} ended on ${row.supportedUntil[support]}`;
  const allowed = `a version with ${support} support on ${versionsAsOf} (${versions})`;
  const fix = row
    ? "Choose another version, one step from the one that runs."
    : "Choose one of them, or add a row to modules/kubernetes/versions.ts.";
  return [errorAt(candidate, path, { allowed, why, fix })];
});

/** EKS refuses a kube-proxy of another minor version than nodes may have; the platform keeps both alike. */
const proxyOfTheVersion: Rule<ApplicationEnvironment> = each((candidate) => {
  const { version, addons } = candidate.settings.application?.kubernetes ?? {};
  const proxy = addons?.["kube-proxy"];
  if (version === undefined || proxy === undefined || proxy.startsWith(`v${version}.`)) return [];
  const allowed = `a version of Kubernetes ${version}, as in v${version}.0-eksbuild.1`;
  return [errorAt(candidate, [...section, "addons", "kube-proxy"], { allowed, fix: "Remove the line, or change it." })];
});

/** A node group starts its machines from one image. */
const oneArchitecture: Rule<ApplicationEnvironment> = each((candidate) => {
  const { compute } = candidate.settings.application?.kubernetes ?? {};
  const types = compute?.mode === "node-groups" ? compute.nodes?.instanceTypes : undefined;
  const [first] = types ?? [];
  if (!types || first === undefined) return [];
  return types.flatMap((type, index) => {
    const other = nodeTypes.test(type) && nodeTypes.test(first) && architectureOf(type) !== architectureOf(first);
    if (!other) return [];
    const allowed = `a type with the architecture of ${first}, ${architectureOf(first)}`;
    const why = `${type} is ${architectureOf(type)}`;
    return [errorAt(candidate, [...nodesAt, "instanceTypes", index], { allowed, why, fix: "Name another type." })];
  });
});

/** Nodes run no image that is built for other processors. In Auto Mode nodes follow the images. */
const nodesForImages: Rule<ApplicationEnvironment> = each((candidate) => {
  const { compute } = candidate.settings.application?.kubernetes ?? {};
  const [first] = (compute?.mode === "node-groups" ? compute.nodes?.instanceTypes : undefined) ?? [];
  if (first === undefined || !nodeTypes.test(first)) return [];
  return entriesOf(candidate.settings.application?.services).flatMap(([name, { architecture }]) => {
    if ((architecture ?? defaultArchitecture) === architectureOf(first)) return [];
    const path = ["application", "services", name, "architecture"];
    const place = placeBetween(candidate, path, [...nodesAt, "instanceTypes"]);
    const seen = architecture ?? `${defaultArchitecture} (when absent)`;
    const allowed = `${architectureOf(first)}, the architecture of nodes: ${first} is the first of their types`;
    const fix = "Build the image for it and say so here, or name other types of nodes.";
    return [errorAt(candidate, path, { place, seen, allowed, fix })];
  });
});

const minUpToMax: Rule<ApplicationEnvironment> = each((candidate) => {
  const { compute } = candidate.settings.application?.kubernetes ?? {};
  const { min, max } = (compute?.mode === "node-groups" ? compute.nodes : undefined) ?? {};
  if (min === undefined || max === undefined || min <= max) return [];
  const path = [...nodesAt, "min"];
  const place = placeBetween(candidate, path, [...nodesAt, "max"]);
  return [errorAt(candidate, path, { place, allowed: `at most max, ${max}`, fix: "Lower it, or raise max." })];
});

/** A zone less must not be the only one with nodes. What waits for another region to fail may be smaller. */
const nodesInEachZone: Rule<ApplicationEnvironment> = each((candidate) => {
  const { tier, zones, recovers, application } = candidate.settings;
  const { compute } = application?.kubernetes ?? {};
  const min = compute?.mode === "node-groups" ? compute.nodes?.min : undefined;
  if (tier === "sandbox" || recovers !== undefined || !zones || min === undefined || min >= zones.length) return [];
  const path = [...nodesAt, "min"];
  const place = placeBetween(candidate, path, ["zones"]);
  const allowed = `a node in each of the ${zones.length} zones in tier ${tier}`;
  return [errorAt(candidate, path, { place, allowed, fix: `Set it to ${zones.length} or more.` })];
});

const breakGlassOfTheAccount: Rule<ApplicationEnvironment> = each((candidate) => {
  const { account, application } = candidate.settings;
  const role = application?.kubernetes?.breakGlass?.roleArn;
  if (!account || role === undefined || role.includes(`::${account}:`)) return [];
  const allowed = `a role of the environment's account, ${account}`;
  return [errorAt(candidate, [...section, "breakGlass", "roleArn"], { allowed, fix: "Name a role of that account." })];
});

export const kubernetesRules: readonly Rule<ApplicationEnvironment>[] = [
  supportedVersion,
  clusterStays(),
  proxyOfTheVersion,
  oneArchitecture,
  nodesForImages,
  minUpToMax,
  nodesInEachZone,
  breakGlassOfTheAccount,
];
