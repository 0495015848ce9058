import type { ServiceCalls } from "../../modules/manifests/network-policies";
import { partsOf } from "../../platform/references";
import type { ServiceConfig } from "./services-config";

type Services = Readonly<Record<string, ServiceConfig>>;

/** Names of the services that a service calls. */
function calledBy({ uses }: ServiceConfig): string[] {
  return Object.keys(uses)
    .map(partsOf)
    .flatMap(({ kind, name }) => (kind === "services" ? [name] : []))
    .sort();
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
