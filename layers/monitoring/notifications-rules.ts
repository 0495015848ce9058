import { errorAt } from "../../environments/loader/merged-environment";
import { each, type Rule } from "../../environments/loader/rule";
import type { MonitoringEnvironment } from "./config";
import { severities } from "./severities";

/** An alarm that no person gets is none. */
const somebodyHears: Rule<MonitoringEnvironment> = each((candidate) => {
  const { tier, monitoring } = candidate.settings;
  if (tier !== "production") return [];
  return severities.flatMap((severity) => {
    const { emails, slack } = monitoring?.notifications?.[severity] ?? {};
    if (emails === undefined || emails.length > 0 || slack !== undefined) return [];
    const path = ["monitoring", "notifications", severity, "emails"];
    const allowed = "one subscriber or more in tier production";
    return [
      errorAt(candidate, path, {
        allowed,
        why: "an alarm would reach no one",
        fix: "Add an address, or a channel of Slack.",
      }),
    ];
  });
});

export const notificationsRules: readonly Rule<MonitoringEnvironment>[] = [somebodyHears];
