/** How soon somebody has to look: a page wakes the person on call, a ticket waits for the next working day. */
export const severities = ["page", "ticket"] as const;
export type Severity = (typeof severities)[number];
