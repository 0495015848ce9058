import type { KinesisStreamBatchResponse } from "aws-lambda";
import { type CustomerEvent, customerEventIn, updatedBy } from "./activity";
import { isFromBrokers, type StreamEvent, type StreamRecord } from "./records";
import type { ActivityStore } from "./store";

/** What became of a batch. */
export interface Outcome {
  /** Records of the first customer that failed: Lambda hands out all from there on again. */
  readonly response: KinesisStreamBatchResponse;
  readonly updated: number;
  readonly ignored: number;
  readonly errors: readonly unknown[];
}

/** Events of a customer in a batch, with where the first of them is. */
interface Customer {
  readonly id: string;
  readonly position: number;
  readonly events: CustomerEvent[];
}

/**
 * What the function answers to the event.
 * @throws Error where a customer of a batch from brokers failed: Lambda hands out such a batch again as a whole
 */
export function answerTo(event: StreamEvent, { response, errors }: Outcome): KinesisStreamBatchResponse {
  if (errors.length > 0 && isFromBrokers(event)) throw new Error(`${errors.length} customers could not be updated`);
  return response;
}

/** Brings the activity of the customers in a batch up to date, each with one read and at most one write. */
export async function update(records: readonly StreamRecord[], store: ActivityStore): Promise<Outcome> {
  const { customers, ignored } = byCustomer(records);
  const results = await Promise.allSettled(
    [...customers].map(async ([customerId, { events }]) => {
      const current = await store.get(customerId);
      const next = updatedBy(current, events);
      if (next && JSON.stringify(next) !== JSON.stringify(current)) await store.put(next);
    }),
  );
  const failed = [...customers.values()].filter((_, index) => results[index]?.status === "rejected");
  const first = failed.sort((one, other) => one.position - other.position)[0];
  return {
    response: { batchItemFailures: first ? [{ itemIdentifier: first.id }] : [] },
    updated: customers.size - failed.length,
    ignored,
    errors: results.flatMap((result) => (result.status === "rejected" ? [result.reason] : [])),
  };
}

function byCustomer(records: readonly StreamRecord[]) {
  const customers = new Map<string, Customer>();
  let ignored = 0;
  for (const [position, { id, data }] of records.entries()) {
    const event = customerEventIn(data);
    if (!event) {
      ignored += 1;
      continue;
    }
    const customer = customers.get(event.customerId) ?? { id, position, events: [] };
    customer.events.push(event);
    customers.set(event.customerId, customer);
  }
  return { customers, ignored };
}
