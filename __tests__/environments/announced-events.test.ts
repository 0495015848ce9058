import { describe, expect, test } from "vitest";
import { adding, type Case, edit, errorsOf, tells } from "./fixtures";

const sections = `application:
  functions:
    upload-worker: { from: queues.uploads, timeoutSeconds: 60, memoryMiB: 512, uses: { bus.main: send } }
    documents-api: { timeoutSeconds: 15, memoryMiB: 512 }
  events:
    queues: { uploads: {} }
    schemas: { stored: { from: functions.upload-worker, type: Document Stored, file: functions/upload-worker/events/document-stored.json } }
    rules:
      direct: { when: { bus: bus.main, types: [Document Stored] }, to: functions.documents-api }
ai:
  bedrock:
    models: { nova: { id: amazon.nova-pro-v1:0, reach: geography, for: [applications], usdPerMillionTokens: { input: 1, output: 4 }, usdPerDay: 10 } }
    guardrails: { default: { content: high } }
  applications:
    summarize:
      model: nova
      guardrail: default
      budget: { usdPerDay: 5 }
      timeoutSeconds: 60
      memoryMiB: 512
      on: { bus: bus.main, sources: [upload-worker], types: [Document Stored] }
`;

const withChange = (from: string, to: string) => adding("dev", edit(sections, from, to));
const on = (text: string) =>
  withChange("on: { bus: bus.main, sources: [upload-worker], types: [Document Stored] }", text);
const schemas = "application.events.schemas";

describe("events", () => {
  test("that a function declares may start an application and a function", () => {
    expect(errorsOf(adding("dev", sections))).toEqual([]);
  });

  test("that an application declares may start another", () => {
    const files = edit(
      edit(sections, "rules:", "rules: {}\n    # Without rules:"),
      "      direct: { when: { bus: bus.main, types: [Document Stored] }, to: functions.documents-api }\n",
      "",
    )
      .replace("from: functions.upload-worker", "from: applications.chat")
      .replace("sources: [upload-worker]", "sources: [chat]");
    const chat =
      "    chat: { model: nova, guardrail: default, budget: { usdPerDay: 5 }, timeoutSeconds: 60, memoryMiB: 512, uses: { bus.main: send } }\n";
    expect(errorsOf(adding("dev", files + chat))).toEqual([]);
    const silent = edit(chat, ", uses: { bus.main: send }", "");
    expect(errorsOf(adding("dev", files + silent))).toEqual([
      expect.stringContaining(
        "application.events.schemas.stored.from | applications.chat | a sender that uses bus.main at level send |",
      ),
    ]);
  });

  test.each<Case>([
    [
      "with a typing error in their type",
      on("on: { bus: bus.main, sources: [upload-worker], types: [Document Stord] }"),
      `dev.yaml:35:62 ai.applications.summarize.on.types[0] | Document Stord | one of the types in ${schemas} (Document Stored) | Did you mean Document Stored?`,
    ],
    [
      "of one type too many",
      on("on: { bus: bus.main, sources: [upload-worker], types: [Document Stored, Session Ended] }"),
      `dev.yaml:35:79 ai.applications.summarize.on.types[1] | Session Ended | one of the types in ${schemas} (Document Stored) | Add the schema of its events to ${schemas}.`,
    ],
    [
      "with a typing error in their source",
      on("on: { bus: bus.main, sources: [uplod-worker], types: [Document Stored] }"),
      `dev.yaml:35:38 ai.applications.summarize.on.sources[0] | uplod-worker | one of the senders of Document Stored in ${schemas} (upload-worker) | Did you mean upload-worker?`,
    ],
    [
      "that the function behind a source does not send",
      on("on: { bus: bus.main, sources: [upload-worker, documents-api], types: [Document Stored] }"),
      `dev.yaml:35:53 ai.applications.summarize.on.sources[1] | documents-api | one of the senders of Document Stored in ${schemas} (upload-worker) | Remove it, or add the schema of its events.`,
    ],
    [
      "of a rule with a typing error in their type",
      withChange(
        "when: { bus: bus.main, types: [Document Stored] }",
        "when: { bus: bus.main, types: [DocumentStored] }",
      ),
      `dev.yaml:23:48 application.events.rules.direct.when.types[0] | DocumentStored | one of the types in ${schemas} (Document Stored) | Did you mean Document Stored?`,
    ],
  ])("%s are refused", tells);

  test("of any type are refused where no schema declares one", () => {
    const files = withChange(
      "schemas: { stored: { from: functions.upload-worker, type: Document Stored, file: functions/upload-worker/events/document-stored.json } }",
      "schemas: {}",
    );
    expect(errorsOf(files).map((error) => error.split(" | ").slice(2).join(" | "))).toEqual([
      `one of the types in ${schemas} (there is none) | Add the schema of its events to ${schemas}.`,
      `one of the types in ${schemas} (there is none) | Add the schema of its events to ${schemas}.`,
    ]);
  });
});
