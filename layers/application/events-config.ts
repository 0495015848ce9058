import { z } from "zod";
import type { TierDefaults } from "../../platform/environment";
import { distinct } from "../../platform/lists";
import { plainName } from "../../platform/plain-name";
import { reference } from "../../platform/references";

const queue = z.strictObject({
  maxReceives: z
    .int()
    .min(1)
    .max(1000)
    .default(5)
    .describe("Times that a message is tried before it goes to the dead-letter queue. 1 to 1000, 5 when absent."),
  visibilitySeconds: z
    .int()
    .min(30)
    .max(43_200)
    .optional()
    .describe(
      "Seconds that a message stays hidden from other consumers while one handles it. Six times the timeout of the function " +
        "that consumes the queue, 300 for a service, when absent. 30 to 43200 (SQS quota).",
    ),
  retentionDays: z
    .int()
    .min(1)
    .max(14)
    .default(4)
    .describe("Days that a message waits. 1 to 14 (SQS quota), 4 when absent. Dead letters are kept for 14."),
});

/** A list of words in events. */
const eventWords = (word: z.ZodString, what: string) =>
  z.array(word).min(1).max(20).superRefine(distinct()).describe(`${what} Any when absent. Their order means nothing.`);

/** The `detail-type` of an event (EventBridge API, PutEventsRequestEntry). */
const eventType = z.string().regex(/^[A-Za-z](?:[\w.:/ -]{0,126}[\w])?$/, "a type of event, as in Document Stored");

/** Events that a rule waits for: those of objects in a zone of the lake, or those on a bus. */
const when = z
  .strictObject({
    zone: reference(["zones"], "Zone of the lake whose new objects are the events.").optional(),
    prefix: z
      .string()
      .regex(/^[\w!.*'()-][\w!.*'()/-]{0,511}$/, "how keys of objects begin, as in uploads/")
      .optional()
      .describe("How the keys of the objects begin. All objects of the zone when absent."),
    bus: reference(["bus"], "Bus that the events come on.").optional(),
    sources: eventWords(plainName(1, 64), "Functions and services that the events come from.").optional(),
    types: eventWords(eventType, "Types of the events (`detail-type`), each with a schema.").optional(),
  })
  .describe("The events: of a zone, or of a bus.");

const rule = z.strictObject({
  when,
  to: reference(["queues", "topics", "functions"], "What gets the events."),
});

const schema = z.strictObject({
  from: reference(
    ["functions", "services", "applications"],
    "Function, service or application that sends the events; it uses bus.main.",
  ),
  type: eventType.describe("Type of the events (`detail-type`), as in Document Stored. 1 to 128 characters."),
  file: z
    .string()
    .regex(/^(?:functions|services)\/[\w./-]+\.json$/, "a JSON file below functions/ or services/")
    .describe("JSON Schema (draft 4) of the `detail`, from the root of the repository."),
});

const topic = z.strictObject({
  description: z
    .string()
    .min(1)
    .max(100)
    .describe("What the topic carries, as subscribers see it. 1 to 100 characters."),
  subscribers: z
    .array(reference(["queues", "functions"], "Queue or function that gets each message."))
    .max(50)
    .superRefine(distinct())
    .default([])
    .describe("Queues and functions that get each message. None when absent. Their order means nothing."),
});

/** The `application.events` section of an environment file. */
export const eventsConfig = z
  .strictObject({
    queues: z
      .record(plainName(2, 40), queue)
      .describe("Queues by name. Each has a queue for its dead letters, and one function or service that consumes it."),
    rules: z.record(plainName(2, 40), rule).describe("Rules that send events to targets, by name."),
    topics: z.record(plainName(2, 40), topic).describe("Topics by name: each message goes to all subscribers."),
    schemas: z
      .record(plainName(2, 40), schema)
      .describe(
        "Schemas of events on the bus, by name: rules and applications wait for their types only. Consumers can generate " +
          "types from them.",
      ),
    archiveDays: z
      .int()
      .min(1)
      .max(3650)
      .describe("Days that the bus keeps events, so that they can be replayed. 1 to 3650."),
  })
  .describe("Events: the bus, rules, queues and topics.");

export type EventsConfig = z.infer<typeof eventsConfig>;

const nothing = { queues: {}, rules: {}, topics: {}, schemas: {} };

export const eventsDefaults = {
  sandbox: { ...nothing, archiveDays: 7 },
  nonproduction: { ...nothing, archiveDays: 30 },
  production: { ...nothing, archiveDays: 90 },
} satisfies TierDefaults<typeof eventsConfig>;
