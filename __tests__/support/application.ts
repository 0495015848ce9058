import { applicationDefaults } from "../../layers/application/config";
import type { Environment } from "../../layers/layers";
import type { Offer } from "../../platform/references";

export type Application = Environment["application"];
export type Service = Application["services"][string];

/** A service that uses nothing. */
export const plainService: Service = {
  port: 8080,
  health: "/health",
  protocol: "http1",
  architecture: "arm64",
  size: { cpuMillicores: 250, memoryMiB: 512 },
  drainSeconds: 30,
  rollout: "rolling",
  uses: {},
};

const events: Application["events"] = {
  ...applicationDefaults.production.events,
  queues: { uploads: { maxReceives: 5, retentionDays: 4 } },
  topics: { alerts: { description: "Alerts", subscribers: [] } },
};

/** The application section of production with these services, a queue `uploads` and a topic `alerts`. */
export function applicationOf(
  services: Readonly<Record<string, Partial<Service>>>,
  changes: Partial<Application> = {},
): Application {
  const whole = Object.entries(services).map(([name, service]) => [name, { ...plainService, ...service }]);
  return { ...applicationDefaults.production, events, services: Object.fromEntries(whole), ...changes };
}

/**
 * A thing of each kind that has names of the file's own, as environments of tests have them. Tests of everything that is
 * offered call the services that use it user0, user1 and so on.
 */
const nameOf: Readonly<Record<string, string>> = {
  tables: "sessions",
  zones: "raw",
  secrets: "session-signing-key",
  queues: "uploads",
  topics: "alerts",
  services: "user0",
  functions: "documents-api",
};

/** What refers to something of an offer, as in `tables.sessions`. */
export function referenceTo({ kind, names }: Offer): string {
  return `${kind}.${"keysOf" in names ? nameOf[kind] : names[0]}`;
}
