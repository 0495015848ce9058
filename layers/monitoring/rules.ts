import type { Rule } from "../../environments/loader/rule";
import { backupRules } from "./backup-rules";
import { canariesRules } from "./canaries-rules";
import type { MonitoringEnvironment } from "./config";
import { costRules } from "./cost-rules";
import { notificationsRules } from "./notifications-rules";
import { slosRules } from "./slos-rules";

/** What must hold between values of the `monitoring` section and the frame. */
export const monitoringRules: readonly Rule<MonitoringEnvironment>[] = [
  ...notificationsRules,
  ...backupRules,
  ...canariesRules,
  ...costRules,
  ...slosRules,
];
