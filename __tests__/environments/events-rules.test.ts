import { describe, expect, test } from "vitest";
import { adding, type Case, errorsOf, tells } from "./fixtures";

const worker = (uses: string, from = "from: queues.uploads, ") =>
  `functions: { upload-worker: { ${from}timeoutSeconds: 60, memoryMiB: 512, uses: { ${uses} } } }`;
const upload = "new-upload: { when: { zone: zones.raw, prefix: uploads/ }, to: queues.uploads }";
const events = (rules: string, queues = "uploads: {}") => `events: { queues: { ${queues} }, rules: { ${rules} } }`;

const application = (rules = upload, uses = "zones.raw: read", queues?: string) =>
  adding("dev", `application: { ${worker(uses)}, ${events(rules, queues)} }`);

const schemas = (text: string, uses = "bus.main: send") =>
  adding("dev", `application: { ${worker(uses)}, events: { queues: { uploads: {} }, schemas: { ${text} } } }`);

describe("events", () => {
  test.each([
    ["of a zone", application()],
    ["of a bus", application("stored: { when: { bus: bus.main, sources: [documents-api] }, to: queues.uploads }")],
    [
      "of a type, with a schema,",
      schemas(
        "stored: { from: functions.upload-worker, type: Document Stored, file: functions/upload-worker/events/document-stored.json }",
      ),
    ],
    [
      "of others on the bus that the consumer sends to",
      application(
        "stored: { when: { bus: bus.main, sources: [documents-api] }, to: queues.uploads }",
        "bus.main: send",
      ),
    ],
  ])("%s may start a function", (_, files) => {
    expect(errorsOf(files)).toEqual([]);
  });

  test.each<Case>([
    [
      "in a queue without a consumer",
      application(upload, "zones.raw: read", "uploads: {}, orphans: {}"),
      "dev.yaml:15:168 application.events.queues.orphans | the key orphans | a queue that a function or a service consumes: its messages would wait until they expire |",
    ],
    [
      "in a queue without dead letters",
      application(upload, "zones.raw: read", "uploads: { deadLetters: none }"),
      "dev.yaml:15:166 application.events.queues.uploads.deadLetters | the key deadLetters |",
    ],
    [
      "in a queue that gives up before the first try",
      application(upload, "zones.raw: read", "uploads: { maxReceives: 0 }"),
      "dev.yaml:15:179 application.events.queues.uploads.maxReceives | 0 |",
    ],
    [
      "of a zone that what they start writes to",
      application(upload, "zones.raw: write"),
      "dev.yaml:15:180 application.events.rules.new-upload | the key new-upload | a rule that does not match what it starts: upload-worker gets its events and writes to zones.raw: each object would bring the next |",
    ],
    [
      "of any source on the bus that what they start sends to",
      application("stored: { when: { bus: bus.main }, to: queues.uploads }", "bus.main: send"),
      "dev.yaml:15:178 application.events.rules.stored | the key stored | a rule that does not match what it starts: upload-worker gets its events and sends to the bus: each event would bring the next |",
    ],
    [
      "of what they start",
      application(
        "stored: { when: { bus: bus.main, sources: [upload-worker] }, to: queues.uploads }",
        "bus.main: send",
      ),
      "dev.yaml:15:178 application.events.rules.stored | the key stored | a rule that does not match what it starts: upload-worker gets its events and sends to the bus: each event would bring the next | Name other sources than upload-worker.",
    ],
    [
      "of a zone that the function writes to which they start",
      application("direct: { when: { zone: zones.raw }, to: functions.upload-worker }", "zones.raw: write"),
      "dev.yaml:15:180 application.events.rules.direct | the key direct | a rule that does not match what it starts: upload-worker gets its events and writes to zones.raw: each object would bring the next |",
    ],
    [
      "on the bus that the subscriber of a topic sends to",
      adding(
        "dev",
        `application: { ${worker("bus.main: send")}, events: { queues: { uploads: {} }, topics: { news: { description: News, subscribers: [queues.uploads] } }, rules: { loud: { when: { bus: bus.main }, to: topics.news } } } }`,
      ),
      "dev.yaml:15:250 application.events.rules.loud | the key loud | a rule that does not match what it starts: upload-worker gets its events and sends to the bus",
    ],
    [
      "that a topic sends to what takes none",
      adding(
        "dev",
        `application: { ${worker("zones.raw: read")}, events: { queues: { uploads: {} }, topics: { news: { description: News, subscribers: [queues.uploads, tables.news] } } } }`,
      ),
      "dev.yaml:15:237 application.events.topics.news.subscribers[1] | tables.news | a name of one of the kinds functions, queues |",
    ],
    [
      "with a schema, from what sends none",
      schemas(
        "stored: { from: functions.upload-worker, type: Document Stored, file: functions/upload-worker/events/document-stored.json }",
        "zones.raw: read",
      ),
      "dev.yaml:15:197 application.events.schemas.stored.from | functions.upload-worker | a sender that uses bus.main at level send | Add bus.main: send to its uses, or remove the schema.",
    ],
    [
      "with a schema that is not there",
      schemas(
        "stored: { from: functions.upload-worker, type: Document Stored, file: functions/upload-worker/events/none.json }",
      ),
      "dev.yaml:15:250 application.events.schemas.stored.file | functions/upload-worker/events/none.json | a JSON Schema of draft 4, of an object: there is no such file | Add or correct the file.",
    ],
    [
      "with a schema that is another file",
      schemas("stored: { from: functions.upload-worker, type: Document Stored, file: functions/../package.json }"),
      "dev.yaml:15:250 application.events.schemas.stored.file | functions/../package.json | a JSON Schema of draft 4, of an object: its $schema is not http://json-schema.org/draft-04/schema#",
    ],
    [
      "with two schemas",
      schemas(
        "stored: { from: functions.upload-worker, type: Document Stored, file: functions/upload-worker/events/document-stored.json }, again: { from: functions.upload-worker, type: DocumentStored, file: functions/upload-worker/events/document-stored.json }",
      ),
      "dev.yaml:15:351 application.events.schemas.again.type | DocumentStored | a type of no other schema: stored has it from the same sender | Remove one.",
    ],
    [
      "of a type that no event has",
      application('typed: { when: { bus: bus.main, types: ["aws:"] }, to: queues.uploads }'),
      'dev.yaml:15:219 application.events.rules.typed.when.types[0] | "aws:" | a type of event, as in Document Stored |',
    ],
    [
      "from nowhere",
      application("lost: { when: { prefix: uploads/ }, to: queues.uploads }"),
      "dev.yaml:15:187 application.events.rules.lost.when | neither | either zone or bus |",
    ],
    [
      "of objects, by the source of an event",
      application("mixed: { when: { zone: zones.raw, sources: [gateway] }, to: queues.uploads }"),
      "dev.yaml:15:213 application.events.rules.mixed.when.sources | the key sources | no sources together with zone |",
    ],
    [
      "for a queue that is not there",
      application("new-upload: { when: { zone: zones.raw }, to: queues.upload }"),
      "dev.yaml:15:224 application.events.rules.new-upload.to | queues.upload | a name of the kind queues (uploads) | Did you mean queues.uploads?",
    ],
    [
      "for what takes none",
      application("new-upload: { when: { zone: zones.raw }, to: tables.documents }"),
      "dev.yaml:15:224 application.events.rules.new-upload.to | tables.documents | a name of one of the kinds functions, queues, topics |",
    ],
  ])("%s are refused", tells);
});
