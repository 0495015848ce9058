import { aiAlarms } from "./ai";
import { applicationAlarms } from "./application";
import { dataAlarms } from "./data";
import { edgeAlarms } from "./edge";
import { functionAlarms } from "./functions";
import { networkAlarms } from "./network";
import { recoveryAlarms } from "./recovery";
import { standbyAlarms } from "./standby";
import type { AlarmKind } from "./table";
import { topicAlarms } from "./topics";

/** The severity table: every kind of resource that has alarms. */
export const alarmKinds: readonly AlarmKind[] = [
  ...networkAlarms,
  ...dataAlarms,
  ...functionAlarms,
  ...applicationAlarms,
  ...topicAlarms,
  ...aiAlarms,
  ...edgeAlarms,
  ...recoveryAlarms,
  ...standbyAlarms,
];
