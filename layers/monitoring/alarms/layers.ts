/** Layers that have alarms, each suppressed by the one before it. Alarms of recovery are about copies of another region. */
export const alarmLayers = ["network", "data", "application", "ai", "presentation", "recovery"] as const;
export type AlarmLayer = (typeof alarmLayers)[number];
