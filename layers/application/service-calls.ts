import type { ServiceCalls } from "../../modules/manifests/network-policies";
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
