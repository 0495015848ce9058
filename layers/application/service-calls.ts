import type { ServiceCalls } from "../../modules/manifests/network-policies";
import { modelServerPort, modelService, modelsOnPods } from "../../modules/models/model-service";
import { partsOf } from "../../platform/references";
import type { ServiceConfig } from "./services-config";

/** Of services that call each other through a mesh: pods reach it, and its load balancer reaches pods. */
export const noCalls: ServiceCalls = { from: [], to: [] };

type Services = Readonly<Record<string, ServiceConfig>>;

/** Names of the services that a service calls. */
function calledBy({ uses }: ServiceConfig): string[] {
  return Object.keys(uses)
    .map(partsOf)
    .flatMap(({ kind, name }) => (kind === "services" ? [name] : []))
    .sort();
}

/** Models in the cluster that a service asks. They are reached inside it, whether services have a mesh or not. */
export function modelCallsOf(
  services: Services,
  models: Parameters<typeof modelsOnPods>[0],
  name: string,
): ServiceCalls["to"] {
  const uses = services[name]?.uses ?? {};
  return modelsOnPods(models)
    .filter((model) => `models.${model}` in uses)
    .map((model) => ({ name: modelService(model), port: modelServerPort }));
}

/** Names of the services that any other calls. */
export function calledServices(services: Services): string[] {
  const called = new Set(Object.values(services).flatMap(calledBy));
  return Object.keys(services).filter((name) => called.has(name));
}

/** Whom a service calls, and who calls it, by what each uses. */
export function callsOf(services: Services, name: string): ServiceCalls {
  const callers = Object.entries(services).filter(([, caller]) => calledBy(caller).includes(name));
  const called = services[name] ? calledBy(services[name]) : [];
  return {
    from: callers.map(([caller]) => caller).sort(),
    to: called.flatMap((other) => (services[other] ? [{ name: other, port: services[other].port }] : [])),
  };
}
