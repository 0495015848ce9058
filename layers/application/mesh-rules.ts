import { type Candidate, errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import { entriesOf } from "../../environments/loader/values";
import { partsOf } from "../../platform/references";
import type { ApplicationEnvironment } from "./config";

/** Services that others call through the mesh; none without one. */
function inMesh({ settings }: Candidate<ApplicationEnvironment>) {
  const { mesh, services } = settings.application ?? {};
  if (mesh !== "lattice") return [];
  const called = entriesOf(services).flatMap(([, { uses }]) => Object.keys(uses ?? {}).map(partsOf));
  return entriesOf(services).filter(([service]) =>
    called.some(({ kind, name }) => kind === "services" && name === service),
  );
}

/**
 * Behind an Application Load Balancer without TLS, which takes neither HTTP/2 nor gRPC
 * (docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-target-groups.html).
 */
const speaksHttp1: Rule<ApplicationEnvironment> = each((candidate) =>
  inMesh(candidate).flatMap(([name, { protocol }]) => {
    if (protocol === undefined || protocol === "http1") return [];
    const allowed = "http1 for a service that others call through the mesh";
    const fix = "Remove the line, or set application.mesh to none: then services call each other inside the cluster.";
    return [errorAt(candidate, ["application", "services", name, "protocol"], { allowed, fix })];
  }),
);

export const meshRules: readonly Rule<ApplicationEnvironment>[] = [speaksHttp1];
