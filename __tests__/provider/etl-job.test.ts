import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { projectRoot } from "../../platform/root";
import { etlJobFolder, resultsOnSpark, sparkOrSkip } from "./etl-job/spark";

interface State {
  readonly counts: {
    readonly read: number;
    readonly written: number;
    readonly duplicates: number;
    readonly rejected: number;
  };
  readonly table: readonly Record<string, unknown>[];
  readonly files: readonly string[];
  readonly quarantine: readonly {
    readonly file: string;
    readonly raw: string;
    readonly reason: string;
    readonly detail: string;
  }[];
}

interface Results {
  readonly empty: State;
  readonly first: State;
  readonly again: State;
  readonly late: State;
  readonly lookback: State;
  readonly lossy: string;
  readonly declared: Readonly<Record<"types" | "fields" | "required" | "versions", readonly unknown[]>>;
}

const spark = await sparkOrSkip();

const id = (number: number) => `00000000-0000-4000-8000-${String(number).padStart(12, "0")}`;
const placed = (number: number, changes: Record<string, unknown> = {}) => ({
  event_id: id(number),
  event_type: "order_placed",
  event_date: "2025-03-01",
  occurred_at: "2025-03-01T10:00:00+00:00",
  source: "shop",
  schema_version: 1,
  subject: `order-${number}`,
  payload: `{"total":${number}}`,
  ...changes,
});

/** The events of the first fixtures: ids, in order, 1 to 5. */
const firstTable = [
  // Four times in two files: the earliest wins, and among equals the source that sorts first.
  placed(1, { payload: '{"currency":"EUR","total":12.5}' }),
  // Half past midnight two hours east of UTC is the day before.
  placed(2, { event_type: "payment_captured", occurred_at: "2025-03-01T22:30:00.250000+00:00", source: "payments" }),
  placed(3, { subject: "Bestellung Zoë", payload: '{"a":[true,null],"b":1,"note":"für Zoë"}' }),
  // Four minutes ahead of its file, which is within the tolerance.
  placed(4, { event_date: "2025-03-05", occurred_at: "2025-03-05T12:04:00+00:00" }),
  placed(5, {
    event_type: "feedback_given",
    occurred_at: "2025-03-01T11:00:00+00:00",
    source: "survey",
    subject: null,
    payload: '{"stars":5,"text":"good, really"}',
  }),
];

/** Why each record of the first fixtures that is no event is none, by the number in its id or by its text. */
const reasons: Record<string, string> = {
  10: "future_timestamp: occurred_at is later than the arrival of its file",
  12: "missing_field: source, payload",
  13: "wrong_type: event_id is no string",
  14: "wrong_type: schema_version is no integer",
  15: "wrong_type: schema_version is no integer",
  16: "unknown_value: schema_version is none of the declared ones",
  17: "unknown_value: event_type is none of the declared ones",
  18: "invalid_value: occurred_at is no ISO 8601 time with an offset",
  19: "invalid_value: occurred_at is no time of the calendar",
  20: "invalid_value: occurred_at is before 2000",
  21: "unknown_field: color",
  22: "malformed_json: NaN is no JSON",
  23: "malformed_json: the key source occurs twice",
  24: "wrong_type: payload is no object",
  25: "invalid_value: payload holds a number or a character that cannot be stored",
  26: "invalid_value: payload holds a number or a character that cannot be stored",
  27: "invalid_value: subject is not 1 to 256 printable characters",
  28: "invalid_value: event_id is no UUID in lower case",
  29: "invalid_value: source is no service name",
  30: "not_utf8: the line holds bytes that are no UTF-8",
  40: "wrong_columns: 5 columns instead of 7",
  41: "malformed_csv: ',' expected after '\"'",
  42: "wrong_type: schema_version is no integer",
  43: "malformed_json: Expecting value: line 1 column 1 (char 0)",
  44: "wrong_columns: the file has no header line event_id,event_type,occurred_at,source,schema_version,subject,payload",
  "": "empty_line: the line is empty",
  "[1,2]": "malformed_json: the record is no object",
  '{"event_id": "00000000-0000-4000-8000-00':
    "malformed_json: Unterminated string starting at: line 1 column 14 (char 13)",
  "not an event": "unknown_format: the name of the file ends neither in .json, .jsonl, .ndjson nor .csv",
  "event_id,event_type,occurred_at,subject,schema_version,source,payload":
    "wrong_columns: the file has no header line event_id,event_type,occurred_at,source,schema_version,subject,payload",
};

const reasonsOf = ({ quarantine }: State) =>
  Object.fromEntries(
    quarantine.map(({ raw, reason, detail }) => {
      const number = /-8000-0{10}(\d\d)|"order-(\d\d)/.exec(raw);
      return [number ? `${number[1] ?? number[2]}` : raw, `${reason}: ${detail}`];
    }),
  );

describe.skipIf(!spark)("the job raw-to-processed", () => {
  let ran: Results;
  beforeAll(async () => {
    if (!spark) throw new Error("unreachable: skipped without Spark");
    ran = await resultsOnSpark<Results>(spark, join(etlJobFolder, "driver.py"), join(etlJobFolder, "fixtures"));
  });

  it("finds nothing to do in a raw zone without files", () => {
    expect(ran.empty).toEqual({
      counts: { read: 0, written: 0, duplicates: 0, rejected: 0 },
      table: [],
      files: [],
      quarantine: [],
    });
  });

  it("writes each event once, to the partition of its type and day", () => {
    expect(ran.first.table).toEqual(firstTable);
    expect(ran.first.files.map((file) => file.replace(/\/part-.*$/, ""))).toEqual([
      "event_type=feedback_given/event_date=2025-03-01",
      "event_type=order_placed/event_date=2025-03-01",
      "event_type=order_placed/event_date=2025-03-05",
      "event_type=payment_captured/event_date=2025-03-01",
    ]);
  });

  it("quarantines everything else as it came, with the reason and the file", () => {
    expect(reasonsOf(ran.first)).toEqual(reasons);
    expect(ran.first.quarantine).toHaveLength(Object.keys(reasons).length);
    const files = ran.first.quarantine.map(({ file }) => file);
    expect([...new Set(files)].map((file) => `${file} ${files.filter((other) => other === file).length}`)).toEqual([
      "feedback.csv 4",
      "notes.txt 1",
      "orders.jsonl 23",
      "swapped.csv 2",
    ]);
  });

  it("accounts for every record", () => {
    expect(ran.first.counts).toEqual({ read: 38, written: 5, duplicates: 3, rejected: 30 });
    for (const { counts } of [ran.first, ran.again, ran.late, ran.lookback]) {
      expect(counts.written + counts.duplicates + counts.rejected).toBe(counts.read);
    }
  });

  it("leaves the same behind when it runs again", () => {
    expect(ran.again).toEqual({ ...ran.first, counts: { read: 38, written: 0, duplicates: 8, rejected: 30 } });
  });

  it("adds late events to their partitions, and keeps the events already there", () => {
    expect(ran.late.table).toEqual([
      ...firstTable,
      // Still the day before in the time zone of the session.
      placed(6, { occurred_at: "2025-03-01T00:30:00+00:00" }),
      placed(7, { event_type: "order_cancelled", event_date: "2025-03-06", occurred_at: "2025-03-06T09:00:00+00:00" }),
    ]);
    expect(ran.late.files).toEqual(expect.arrayContaining([...ran.first.files]));
    expect(
      ran.late.files.filter((file) => file.startsWith("event_type=order_placed/event_date=2025-03-01")),
    ).toHaveLength(2);
  });

  it("takes an id that was written by an earlier run for a duplicate, whatever else the event says", () => {
    expect(ran.late.counts).toEqual({ read: 42, written: 2, duplicates: 9, rejected: 31 });
  });

  it("reads only the latest files when asked to, and keeps the quarantine of the others", () => {
    expect(ran.late.quarantine).toHaveLength(31);
    expect(ran.lookback).toEqual({ ...ran.late, counts: { read: 4, written: 0, duplicates: 3, rejected: 1 } });
  });

  it("fails when storage does not hold what it wrote", () => {
    expect(ran.lossy).toContain(
      'The counts do not add up: {"read": 42, "written": 0, "duplicates": 4, "rejected": 31}',
    );
  });

  it("checks what the event schema declares", () => {
    const schema = JSON.parse(readFileSync(join(projectRoot(), "jobs", "event.schema.json"), "utf8"));
    expect(ran.declared).toEqual({
      types: schema.properties.event_type.enum,
      fields: Object.keys(schema.properties),
      required: schema.required,
      versions: schema.properties.schema_version.enum,
    });
    expect(schema.additionalProperties).toBe(false);
  });
});
