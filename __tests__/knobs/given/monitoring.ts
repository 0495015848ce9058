import type { Given } from "./given";

const slack = { workspaceId: "T01234567", channelId: "C01234567" };

/** Of the section monitoring. */
export const monitoringEdits: Readonly<Record<string, Given>> = {
  "monitoring.notifications.page.slack": { value: slack },
  "monitoring.notifications.ticket.emails": { value: ["tickets@example.com"] },
  "monitoring.notifications.ticket.slack": { value: slack },
  "monitoring.backup.weeklyKeepDays": { value: 30 },
  "monitoring.backup.monthlyKeepDays": { value: 35 },
  "monitoring.backup.copyKeepDays": { value: 7 },
  "monitoring.backup.airGapped": { value: { keepDays: 7, minRetentionDays: 7, maxRetentionDays: 35 } },
  "monitoring.slos.<name>.of": { path: ["monitoring", "slos", "home", "of"], value: "routes.chat" },
  "monitoring.slos.<name>.latency": { value: { percent: 95, belowMs: 800 } },
  "monitoring.canaries.checks.<name>.of": { value: "routes.chat" },
  "monitoring.canaries.checks.<name>.webSocket": { value: true },
  "monitoring.cost.watchServices": { value: false },
  "monitoring.cost.nights": { value: { stopHourUtc: 20, startHourUtc: 6 } },
};
