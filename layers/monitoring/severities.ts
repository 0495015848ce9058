import type { AlarmLayer } from "./alarms/layers";
import type { MonitoringEnvironment } from "./config";

/** How urgent it is: a page wakes the person on call, a ticket waits for the next working day. */
export const severities = ["page", "ticket"] as const;
export type Severity = (typeof severities)[number];

/** What the mails of each severity are from, after the name of the environment. SNS takes 100 characters. */
const displayNames: Readonly<Record<Severity, string>> = {
  page: "Look at once",
  ticket: "Look today",
};

/** What mails of a severity are from. */
export function displayNameOf({ name }: MonitoringEnvironment, severity: Severity): string {
  return `${name}: ${displayNames[severity]}`;
}

/** Who gets the mails of a severity. */
export function emailsOf({ monitoring, owners }: MonitoringEnvironment, severity: Severity): readonly string[] {
  return monitoring.notifications[severity].emails ?? [owners.email];
}

/**
 * Whether failures of a layer page the person on call. Those of a sandbox wait. So do those of an environment that
 * waits to take over: users are not on it. What it waits with, its copies of the data, does not wait.
 */
export function pagesFor({ tier, recovers, monitoring }: MonitoringEnvironment, layer: AlarmLayer): boolean {
  if (tier === "sandbox") return false;
  return recovers === undefined || monitoring.takenOver === true || layer === "recovery";
}
