/** An event of a customer, as far as the features of activity are about it. */
export interface CustomerEvent {
  readonly customerId: string;
  readonly type: string;
  /** ISO 8601, in UTC, with milliseconds: texts sort like the times. */
  readonly occurredAt: string;
  /** Total of an order. */
  readonly total?: number;
}

/** The features of the group `activity`; a value that nothing is known of is absent. */
export interface Activity {
  readonly customerId: string;
  readonly lastSeenAt: string;
  readonly lastEventType: string;
  readonly lastOrderAt?: string;
  readonly lastOrderTotal?: number;
}

/**
 * The event in a record of the stream, in the envelope of jobs/event.schema.json. Nothing for an event that is about no
 * customer, and for what is no event: the ETL job says what is wrong with it.
 */
export function customerEventIn(data: string): CustomerEvent | undefined {
  const { event_type: type, occurred_at: occurredAt, payload } = objectIn(data);
  const { customer_id: customerId, total } = isObject(payload) ? payload : {};
  const moment = typeof occurredAt === "string" ? new Date(occurredAt) : new Date(Number.NaN);
  if (typeof type !== "string" || typeof customerId !== "string" || customerId === "") return undefined;
  if (Number.isNaN(moment.getTime())) return undefined;
  return {
    customerId,
    type,
    occurredAt: moment.toISOString(),
    ...(type === "order_placed" && typeof total === "number" && { total }),
  };
}

/**
 * What is known of a customer after these events. The same however often and in which order events arrive: each feature
 * is taken from the latest event that has a say in it.
 */
export function updatedBy(current: Activity | undefined, events: readonly CustomerEvent[]): Activity | undefined {
  return events.reduce(updatedByOne, current);
}

function updatedByOne(current: Activity | undefined, { customerId, type, occurredAt, total }: CustomerEvent): Activity {
  const isLatest = current === undefined || occurredAt > current.lastSeenAt;
  const isLatestOrder = type === "order_placed" && occurredAt > (current?.lastOrderAt ?? "");
  return {
    ...current,
    customerId,
    lastSeenAt: isLatest ? occurredAt : current.lastSeenAt,
    lastEventType: isLatest ? type : current.lastEventType,
    ...(isLatestOrder && { lastOrderAt: occurredAt, lastOrderTotal: total }),
  };
}

function objectIn(data: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(data);
    return isObject(value) ? value : {};
  } catch {
    return {};
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
