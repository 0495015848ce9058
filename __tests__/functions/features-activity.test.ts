import { GetRecordCommand, PutRecordCommand } from "@aws-sdk/client-sagemaker-featurestore-runtime";
import type { KinesisStreamEvent, MSKEvent } from "aws-lambda";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CustomerEvent, customerEventIn, updatedBy } from "../../functions/features-activity/activity";
import { isFromBrokers, recordsOf, type StreamRecord } from "../../functions/features-activity/records";
import { ActivityStore } from "../../functions/features-activity/store";
import { answerTo, update } from "../../functions/features-activity/update";

const event = (changes: Record<string, unknown> = {}, payload: unknown = { customer_id: "c1", total: 12.5 }) =>
  JSON.stringify({
    event_id: "00000000-0000-4000-8000-000000000001",
    event_type: "order_placed",
    occurred_at: "2026-03-01T12:00:00+02:00",
    source: "shop",
    schema_version: 1,
    payload,
    ...changes,
  });

const record = (id: string, data: string): StreamRecord => ({ id, data });

/** A feature group in memory that refuses what is about the customers in `broken`. */
function fakeStore(broken: readonly string[] = []) {
  const records = new Map<string, Record<string, string>>();
  let puts = 0;
  const send = async (command: unknown) => {
    if (command instanceof GetRecordCommand) {
      const id = String(command.input.RecordIdentifierValueAsString);
      if (broken.includes(id)) throw new Error(`no ${id}`);
      const values = Object.entries(records.get(id) ?? {});
      const Record = values.map(([FeatureName, ValueAsString]) => ({ FeatureName, ValueAsString }));
      return Record.length > 0 ? { Record } : {};
    }
    if (!(command instanceof PutRecordCommand)) return expect.fail("an unexpected call");
    const values = (command.input.Record ?? []).map(({ FeatureName, ValueAsString }) => [FeatureName, ValueAsString]);
    const put: Record<string, string> = Object.fromEntries(values);
    records.set(String(put.customer_id), put);
    puts += 1;
    return {};
  };
  const client = { send } as ConstructorParameters<typeof ActivityStore>[0];
  return { store: new ActivityStore(client, "strata-test-activity"), records, puts: () => puts };
}

describe("an event", () => {
  test("is about its customer, at its time in UTC", () => {
    expect(customerEventIn(event())).toEqual({
      customerId: "c1",
      type: "order_placed",
      occurredAt: "2026-03-01T10:00:00.000Z",
      total: 12.5,
    });
  });

  test.each([
    ["no JSON", "{"],
    ["no object", "[1]"],
    ["about no customer", event({}, { total: 1 })],
    ["about a customer without a name", event({}, { customer_id: "" })],
    ["without a time", event({ occurred_at: "yesterday" })],
    ["without a payload", event({}, null)],
  ])("that is %s is ignored", (_, data) => {
    expect(customerEventIn(data)).toBeUndefined();
  });
});

describe("records", () => {
  const base64 = (text: string) => Buffer.from(text).toString("base64");

  test("of a Kinesis data stream are those of its shard, by sequence number", () => {
    const kinesis = (sequenceNumber: string, text: string) => ({ kinesis: { sequenceNumber, data: base64(text) } });
    const event = { Records: [kinesis("7", "é"), kinesis("8", "b")] } as KinesisStreamEvent;
    expect(isFromBrokers(event)).toBe(false);
    expect(recordsOf(event)).toEqual([record("7", "é"), record("8", "b")]);
  });

  test("of a topic are those of each partition in order, by offset; one without a value is no event", async () => {
    // As in docs.aws.amazon.com/lambda/latest/dg/with-msk.html.
    const sent = (partition: number, offset: number, text?: string) => ({
      topic: "events",
      partition,
      offset,
      timestamp: 1_772_000_000_000,
      timestampType: "CREATE_TIME",
      key: base64("c1"),
      ...(text !== undefined && { value: base64(text) }),
      headers: [],
    });
    const batch = {
      eventSource: "aws:kafka",
      eventSourceArn: "arn:aws:kafka:us-east-1:111122223333:cluster/strata-test-streams/1-2",
      bootstrapServers: "b-1.example.com:9098",
      records: { "events-0": [sent(0, 15, event()), sent(0, 16)], "events-1": [sent(1, 3, "no event")] },
    } as unknown as MSKEvent;
    expect(isFromBrokers(batch)).toBe(true);
    expect(recordsOf(batch)).toEqual([
      record("events-0@15", event()),
      record("events-0@16", ""),
      record("events-1@3", "no event"),
    ]);
    const { store, records } = fakeStore();
    expect(await update(recordsOf(batch), store)).toMatchObject({ updated: 1, ignored: 2, errors: [] });
    expect([...records.keys()]).toEqual(["c1"]);
  });

  test("of a batch from brokers come again if one fails, as those of a shard from there on", async () => {
    const outcome = await update([record("1", event())], fakeStore(["c1"]).store);
    const fromShard = { Records: [] } as KinesisStreamEvent;
    expect(answerTo(fromShard, outcome)).toEqual({ batchItemFailures: [{ itemIdentifier: "1" }] });
    const fromBrokers = { records: {} } as MSKEvent;
    expect(() => answerTo(fromBrokers, outcome)).toThrow("1 customers could not be updated");
    expect(answerTo(fromBrokers, { ...outcome, errors: [] })).toBe(outcome.response);
  });
});

const customerEvents = fc.array(
  fc.record({
    customerId: fc.constant("c1"),
    type: fc.constantFrom("order_placed", "feedback_given"),
    occurredAt: fc.integer({ min: 0, max: 1e6 }).map((seconds) => new Date(seconds * 1000).toISOString()),
  }),
  { minLength: 1, maxLength: 20 },
);

/** No two at the same time: no one can say which of them is the later one. */
const distinct = (events: readonly CustomerEvent[]) => [
  ...new Map(events.map((one) => [one.occurredAt, one])).values(),
];

describe("activity", () => {
  test("is the same in whatever order events arrive, and however often", () => {
    fc.assert(
      fc.property(customerEvents.map(distinct), fc.nat(), (events, turn) => {
        const once = updatedBy(undefined, events);
        const turned = [...events.slice(turn % events.length), ...events.slice(0, turn % events.length)];
        expect(updatedBy(undefined, turned)).toEqual(once);
        expect(updatedBy(once, turned.reverse())).toEqual(once);
      }),
    );
  });

  test("keeps the last order when something else happens after it", () => {
    const order = { customerId: "c1", type: "order_placed", occurredAt: "2026-03-01T10:00:00.000Z", total: 5 };
    const feedback = { customerId: "c1", type: "feedback_given", occurredAt: "2026-03-02T10:00:00.000Z" };
    expect(updatedBy(undefined, [order, feedback])).toEqual({
      customerId: "c1",
      lastSeenAt: feedback.occurredAt,
      lastEventType: "feedback_given",
      lastOrderAt: order.occurredAt,
      lastOrderTotal: 5,
    });
  });
});

describe("a batch", () => {
  test("becomes one record for each customer", async () => {
    const { store, records, puts } = fakeStore();
    const outcome = await update(
      [
        record("1", event()),
        record("2", event({ event_type: "feedback_given", occurred_at: "2026-03-01T11:00:00Z" })),
        record("3", event({}, { customer_id: "c2", total: 1 })),
        record("4", "no event"),
      ],
      store,
    );
    expect(outcome).toMatchObject({ response: { batchItemFailures: [] }, updated: 2, ignored: 1 });
    expect(puts()).toBe(2);
    expect(records.get("c1")).toEqual({
      customer_id: "c1",
      last_seen_at: "2026-03-01T11:00:00.000Z",
      last_event_type: "feedback_given",
      last_order_at: "2026-03-01T10:00:00.000Z",
      last_order_total: "12.5",
    });
  });

  test("that comes again changes nothing and writes nothing", async () => {
    const { store, puts } = fakeStore();
    await update([record("1", event())], store);
    await update([record("1", event())], store);
    expect(puts()).toBe(1);
  });

  test("is handed out again from the first record that failed, and the rest of it is done", async () => {
    const { store, records } = fakeStore(["c2", "c3"]);
    const of = (customer_id: string) => event({}, { customer_id });
    const { response, errors } = await update(
      [record("1", of("c1")), record("2", of("c3")), record("3", of("c2")), record("4", of("c4"))],
      store,
    );
    expect(response.batchItemFailures).toEqual([{ itemIdentifier: "2" }]);
    expect(errors).toHaveLength(2);
    expect([...records.keys()]).toEqual(["c1", "c4"]);
  });
});
