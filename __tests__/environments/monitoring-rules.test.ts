import { expect, test } from "vitest";
import { adding, type Case, errorsOf, tells } from "./fixtures";

const monitoring = (text: string) => adding("dev", `monitoring: { ${text} }`);
const slo = (text: string) => monitoring(`slos: { api: { ${text} } }`);
const pages = "presentation: { routes: { home: { host: www, to: site.main } } }";
const canary = "canaries: { everyMinutes: 1, timeoutSeconds: 60 }";

test("objectives, canaries, channels and an air-gapped vault are fine", () => {
  const slack = "slack: { workspaceId: T0123456789, channelId: C0123456789 }";
  const airGapped = "airGapped: { keepDays: 14, minRetentionDays: 7, maxRetentionDays: 35 }";
  const text = `monitoring: { slos: { home: { of: routes.home, availabilityPercent: 99.9 } }, canaries: { checks: { home: { of: routes.home, path: / } } }, notifications: { ticket: { emails: [], ${slack} } }, backup: { ${airGapped} } }`;
  expect(errorsOf(adding("dev", `${pages}\n${text}`))).toEqual([]);
});

test("a channel of Slack is a subscriber in production as well", () => {
  const slack = "slack: { workspaceId: T0123456789, channelId: C0123456789 }";
  expect(errorsOf(adding("prod", `monitoring: { notifications: { page: { emails: [], ${slack} } } }`))).toEqual([]);
});

test.each<Case>([
  [
    "an objective of 100 %",
    slo("of: apis.http, availabilityPercent: 100"),
    "dev.yaml:15:66 monitoring.slos.api.availabilityPercent | 100 | less than 100 %, which leaves no errors to spend: nothing could ever be released",
  ],
  [
    "an objective of nothing",
    slo("of: apis.http"),
    "dev.yaml:15:23 monitoring.slos.api | { of: apis.http } | an objective: availabilityPercent, latency or both",
  ],
  [
    "an objective for what is not there",
    slo("of: models.churn, availabilityPercent: 99"),
    "dev.yaml:15:34 monitoring.slos.api.of | models.churn | a name of the kind models (there is none)",
  ],
  [
    "an objective of how long pages take, which nothing measures",
    adding(
      "dev",
      `${pages}\nmonitoring: { slos: { home: { of: routes.home, latency: { percent: 95, belowMs: 300 } } } }`,
    ),
    "dev.yaml:16:48 monitoring.slos.home.latency | { percent: 95, belowMs: 300 } | no latency for a route to pages: CloudWatch has no metric",
  ],
  [
    "a window for which CloudWatch does not keep metrics",
    slo("of: apis.http, availabilityPercent: 99, windowDays: 500"),
    "dev.yaml:15:82 monitoring.slos.api.windowDays | 500 | at most 455 days: CloudWatch keeps metrics no longer",
  ],
  [
    "seconds where milliseconds are meant",
    slo("of: apis.http, latency: { percent: 95, belowMs: 0.3 }"),
    "dev.yaml:15:78 monitoring.slos.api.latency.belowMs | 0.3 | a whole number",
  ],
  [
    "a canary that may run until its next run",
    monitoring(canary),
    "dev.yaml:15:60 monitoring.canaries.timeoutSeconds | 60 | less than 60 seconds: a canary runs every 1 minutes, and a run has to end before the next | Lower it, or raise everyMinutes.",
  ],
  [
    "a canary that the period of its alarm is no multiple of",
    monitoring("canaries: { everyMinutes: 7, timeoutSeconds: 60 }"),
    "dev.yaml:15:41 monitoring.canaries.everyMinutes | 7 | a number that divides 60, as 5, 10 or 15: the alarm on canaries looks at periods of 60 minutes",
  ],
  [
    "a canary of a route that is not there",
    monitoring("canaries: { checks: { home: { of: routes.hom, path: / } } }"),
    "dev.yaml:15:49 monitoring.canaries.checks.home.of | routes.hom | a name of the kind routes",
  ],
  [
    "production without a subscriber",
    adding("prod", "monitoring: { notifications: { page: { emails: [] } } }"),
    "prod.yaml:15:48 monitoring.notifications.page.emails | [] | one subscriber or more in tier production: an alarm would reach no one",
  ],
  [
    "a channel by its name",
    monitoring('notifications: { page: { slack: { workspaceId: T0123456789, channelId: "#alerts" } } }'),
    'dev.yaml:15:86 monitoring.notifications.page.slack.channelId | "#alerts" | the id of a channel, as in C01234567',
  ],
  [
    "a backup that the lock of the vault refuses",
    adding("prod", "monitoring: { backup: { dailyKeepDays: 5000 } }"),
    "prod.yaml:15:40 monitoring.backup.dailyKeepDays | 5000 | 35 to 2557 days: the vault's lock refuses others",
  ],
  [
    "a copy that the air-gapped vault refuses",
    monitoring("backup: { airGapped: { keepDays: 60, minRetentionDays: 7, maxRetentionDays: 35 } }"),
    "dev.yaml:15:48 monitoring.backup.airGapped.keepDays | 60 | 7 to 35 days: the vault refuses others",
  ],
  [
    "nights of an environment that others rely on",
    adding("stage", "monitoring: { cost: { nights: { stopHourUtc: 19, startHourUtc: 5 } } }"),
    "stage.yaml:15:23 monitoring.cost.nights | given | none but in tier sandbox",
  ],
  [
    "night without an end",
    monitoring("cost: { nights: { stopHourUtc: 19, startHourUtc: 19 } }"),
    "dev.yaml:15:64 monitoring.cost.nights.startHourUtc | 19 | another hour than stopHourUtc",
  ],
  [
    "an air-gapped vault that takes nothing",
    monitoring("backup: { airGapped: { keepDays: 30, minRetentionDays: 40, maxRetentionDays: 35 } }"),
    "dev.yaml:15:70 monitoring.backup.airGapped.minRetentionDays | 40 | at most 35",
  ],
])("no %s", tells);

test("one environment of an account watches the cost of its services", () => {
  const twice = "\nmonitoring: { cost: { watchServices: true } }";
  const files = adding("dev", `owns: { account: false, region: false }${twice}`);
  const shared = { ...files, dev: (files.dev ?? "").replace("111111111111", "222222222222") };
  expect(errorsOf(shared)).toEqual([
    expect.stringContaining(
      "dev.yaml:16:38 monitoring.cost.watchServices | true | one environment of account 222222222222 that watches the cost of services",
    ),
  ]);
});
