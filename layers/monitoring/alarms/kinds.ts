import { aiAlarms } from "./ai";
import { applicationAlarms } from "./application";
import { dataAlarms } from "./data";
import { functionAlarms } from "./functions";
import type { AlarmKind } from "./table";

/** The severity table: every kind of resource that has alarms. */
export const alarmKinds: readonly AlarmKind[] = [...dataAlarms, ...functionAlarms, ...applicationAlarms, ...aiAlarms];
