import { always, never, type Row, sandbox } from "./row";
import { arn, type Site } from "./sites";

const alarm = (site: Site) => arn(site, "cloudwatch", `alarm:${site.name}-layer-data`);
const dashboard = ({ account, name }: Site) => `arn:aws:cloudwatch::${account}:dashboard/${name}-platform`;
const vault = (site: Site) => arn(site, "backup", `backup-vault:${site.name}-backup`);
const recoveryPoint = (site: Site) => arn(site, "backup", "recovery-point:1eb3b5e7");
const topic = (site: Site) => arn(site, "sns", `${site.name}-page`);
const byDeployers = { developer: never, deployer: always, operations: never, "ai-engineer": never } as const;

/** Lines of the matrix about what watches the platform. */
export const monitoringRows: readonly Row[] = [
  {
    action: "Silence an alarm, and let it speak again",
    developer: never,
    deployer: always,
    operations: always,
    "ai-engineer": never,
    calls: (site) =>
      ["DisableAlarmActions", "EnableAlarmActions"].map((call) => ({
        action: `cloudwatch:${call}`,
        resource: alarm(site),
      })),
  },
  {
    action: "Edit alarms and dashboards",
    ...byDeployers,
    calls: (site) => [
      { action: "cloudwatch:PutMetricAlarm", resource: alarm(site) },
      { action: "cloudwatch:DeleteAlarms", resource: alarm(site) },
      { action: "cloudwatch:PutDashboard", resource: dashboard(site) },
      { action: "cloudwatch:DeleteDashboards", resource: dashboard(site) },
    ],
  },
  {
    action: "Choose who hears of alarms",
    ...byDeployers,
    calls: (site) => [
      { action: "sns:Subscribe", resource: topic(site) },
      { action: "sns:SetTopicAttributes", resource: topic(site) },
    ],
  },
  {
    action: "Edit canaries, budgets and trace settings",
    ...byDeployers,
    calls: (site) => [
      { action: "synthetics:StopCanary", resource: arn(site, "synthetics", `canary:${site.name}-chat`) },
      { action: "synthetics:DeleteCanary", resource: arn(site, "synthetics", `canary:${site.name}-chat`) },
      { action: "budgets:ModifyBudget", resource: `arn:aws:budgets::${site.account}:budget/${site.name}-environment` },
      { action: "xray:UpdateGroup", resource: arn(site, "xray", `group/${site.name}-errors/1a2b`) },
    ],
  },
  {
    action: "Edit backup plans",
    ...byDeployers,
    calls: (site) => [
      { action: "backup:UpdateBackupPlan", resource: arn(site, "backup", "backup-plan:1eb3b5e7") },
      { action: "backup:DeleteBackupSelection", resource: arn(site, "backup", "backup-plan:1eb3b5e7") },
    ],
  },
  {
    action: "Delete recovery points",
    developer: never,
    deployer: sandbox,
    operations: never,
    "ai-engineer": never,
    calls: (site) => [{ action: "backup:DeleteRecoveryPoint", resource: recoveryPoint(site) }],
  },
  {
    action: "Take the lock from a vault of recovery points",
    developer: never,
    deployer: never,
    operations: never,
    "ai-engineer": never,
    calls: (site) => [{ action: "backup:DeleteBackupVaultLockConfiguration", resource: vault(site) }],
  },
];
