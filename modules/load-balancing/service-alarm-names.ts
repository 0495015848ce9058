/** What can be wrong with the pods of a target group, as load balancers see them. */
export const serviceAlarms = ["server-errors", "unhealthy-pods"] as const;
export type ServiceAlarm = (typeof serviceAlarms)[number];
