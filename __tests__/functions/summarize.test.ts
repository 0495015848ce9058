import { BedrockRuntimeClient } from "@aws-sdk/client-bedrock-runtime";
import { S3Client } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { partCharacters, partsOf } from "../../functions/summarize/chunks";
import { textOf } from "../../functions/summarize/extract";
import { type StoredDocument, storedDocumentIn } from "../../functions/summarize/stored-document";
import { type Services, summarize } from "../../functions/summarize/summarize";
import { mostParts, summaryOf } from "../../functions/summarize/summary";
import { application } from "./applications";
import { FakeDocuments } from "./fake-documents";
import { type Answered, answering, failing, StubTransport } from "./stub-transport";

const document: StoredDocument = {
  documentId: "d1",
  version: 1,
  owner: "ann",
  title: "Report",
  contentType: "text/plain",
  bucket: "raw",
  key: "uploads/d1/1",
};

/** A text of so many parts. */
const textOfParts = (parts: number) => Array.from({ length: parts }, (_, n) => `${n} `.repeat(4000)).join("\n\n");

/** A PDF with one line of text. */
function pdf(line: string): Uint8Array {
  const stream = `BT /F1 12 Tf 72 720 Td (${line}) Tj ET`;
  const font = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>";
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R /Resources << /Font << /F1 ${font} >> >> >>`,
    `<< /Length ${stream.length} >>\nstream\n${stream}\nendstream`,
  ];
  const body = objects.map((object, index) => `${index + 1} 0 obj\n${object}\nendobj\n`).join("");
  return Buffer.from(`%PDF-1.4\n${body}trailer\n<< /Root 1 0 R /Size ${objects.length + 1} >>\n%%EOF\n`);
}

/** How a model answers. */
const says = (text: string, stopReason = "end_turn"): Answered =>
  answering({
    output: { message: { role: "assistant", content: [{ text }] } },
    stopReason,
    usage: { inputTokens: 1000, outputTokens: 100, totalTokens: 1100 },
    metrics: { latencyMs: 1 },
  });

/** The function with everything around it made up, below the official clients. */
class Summarizer {
  readonly table = new FakeDocuments();
  readonly done = new Map<string, string>();
  readonly costs: number[] = [];
  readonly bedrock: StubTransport;
  readonly s3: StubTransport;
  on = true;
  readonly services: Services;

  constructor(content: string | Uint8Array, answer: ConstructorParameters<typeof StubTransport>[0]) {
    this.table.add({ documentId: "d1" });
    this.bedrock = new StubTransport(answer);
    const headers = { "content-length": String(content.length), "content-type": "text/plain" };
    this.s3 = new StubTransport(({ host }) => (host.startsWith("raw.") ? { headers, body: content } : { body: "" }));
    this.services = {
      application,
      models: new BedrockRuntimeClient(this.bedrock.options),
      objects: new S3Client(this.s3.options),
      documents: this.table.documents,
      folder: { bucket: "processed", prefix: "documents/" },
      power: { isOn: async () => this.on },
      once: async (_, { name, ...told }, ask) => {
        const known = this.done.get(name) ?? (await ask(told));
        this.done.set(name, known);
        return known;
      },
      count: (_, { microUsd }) => this.costs.push(microUsd),
      now: () => new Date("2026-03-01T12:00:00Z"),
    };
  }

  run(of: Partial<StoredDocument> = {}) {
    return summarize({ ...document, ...of }, this.services, AbortSignal.timeout(60_000));
  }

  get summary() {
    return this.table.items.get("d1/1")?.summary;
  }

  /** Keys and texts of the objects that were written, in their order. */
  get written() {
    return this.s3.sent.filter(({ host }) => host.startsWith("processed.")).map(({ path, text }) => [path, text]);
  }
}

describe("a document", () => {
  test("gets a summary in the table, in the lake, and where the knowledge base finds it for its owner alone", async () => {
    const summarizer = new Summarizer("Open from nine.", () => says("It opens at nine."));
    expect(await summarizer.run()).toEqual({ status: "summarized", text: "It opens at nine." });
    expect(summarizer.summary).toEqual({
      status: "summarized",
      text: "It opens at nine.",
      at: "2026-03-01T12:00:00.000Z",
    });
    const [attributes, summary] = summarizer.written;
    expect(attributes?.[0]).toBe("/documents/d1/1.md.metadata.json");
    expect(JSON.parse(attributes?.[1] ?? "")).toEqual({
      metadataAttributes: { owner: "ann" },
    });
    expect(summary).toEqual(["/documents/d1/1.md", "# Report\n\nIt opens at nine.\n"]);
    expect(summarizer.costs).toEqual([1000 * 3 + 100 * 15]);
  });

  test("is put to the model as material, with the pinned guardrail, which compares the answer with it", async () => {
    const summarizer = new Summarizer("Open from nine.", () => says("It opens at nine."));
    await summarizer.run();
    expect(summarizer.bedrock.sent[0]).toMatchObject({
      path: "/model/claude/converse",
      body: {
        system: [{ text: expect.stringContaining('part 1 of 1 of the document "Report"') }],
        messages: [
          {
            content: [
              { guardContent: { text: { text: "Open from nine.", qualifiers: ["grounding_source"] } } },
              { guardContent: { text: { qualifiers: ["query"] } } },
            ],
          },
        ],
        guardrailConfig: { guardrailIdentifier: "gr1", guardrailVersion: "3" },
      },
    });
  });

  test("of several parts gets a summary of the summaries of its parts", async () => {
    const summarizer = new Summarizer(textOfParts(3), (_, nth) => says(`summary ${nth}`));
    expect(await summarizer.run()).toMatchObject({ text: "summary 4" });
    const last = JSON.stringify(summarizer.bedrock.sent[3]?.body);
    for (const part of ["summary 1", "summary 2", "summary 3"]) expect(last).toContain(part);
  });

  test("goes on where a run ended early", async () => {
    let works = false;
    const summarizer = new Summarizer(textOfParts(3), ({ body }) =>
      works || !JSON.stringify(body).includes("part 3 of 3") ? says("a summary") : failing(400, "ValidationException"),
    );
    await expect(summarizer.run()).rejects.toMatchObject({ name: "ValidationException" });
    expect(summarizer.summary).toBeUndefined();
    const before = summarizer.bedrock.sent.length;
    works = true;
    await summarizer.run();
    // The part that failed, and the whole.
    expect(summarizer.bedrock.sent.length - before).toBe(2);
  });

  test("falls to the next model while one is busy", async () => {
    const summarizer = new Summarizer("Open from nine.", ({ path }) =>
      path.includes("claude") ? failing(429, "ThrottlingException") : says("It opens at nine."),
    );
    await summarizer.run();
    expect(summarizer.costs).toEqual([1000 * 1 + 100 * 4]);
  });

  test("waits while the application is switched off", async () => {
    const summarizer = new Summarizer("Open from nine.", () => expect.fail("a model was asked"));
    summarizer.on = false;
    await expect(summarizer.run()).rejects.toThrow("switched off");
    expect(summarizer.s3.sent).toEqual([]);
  });

  test.each<[string, Partial<StoredDocument>, string | Uint8Array, string]>([
    ["of another type", { contentType: "image/png" }, "png", "unsupported"],
    ["without text", {}, " \n ", "empty"],
    ["with more parts than are worth it", {}, textOfParts(mostParts + 1), "too-long"],
  ])("%s is marked as such, and not tried again", async (_, of, content, status) => {
    const summarizer = new Summarizer(content, () => says("a summary"));
    expect(await summarizer.run(of)).toEqual({ status });
    expect(summarizer.summary).toMatchObject({ status });
    expect(summarizer.written).toEqual([]);
  });

  test("that the guardrail blocks is marked as such, and written nowhere", async () => {
    const summarizer = new Summarizer("Open from nine.", () => says("Not that.", "guardrail_intervened"));
    expect(await summarizer.run()).toEqual({ status: "blocked" });
    expect(summarizer.written).toEqual([]);
    expect(summarizer.costs).toHaveLength(1);
  });
});

describe("summaries that do not get shorter", () => {
  test("end after some rounds", async () => {
    const longAnswer = "word ".repeat(partCharacters / 5);
    const steps: string[] = [];
    const summary = await summaryOf("Report", textOfParts(3), async ({ name }) => {
      steps.push(name);
      return longAnswer;
    });
    expect(summary).toBeUndefined();
    expect(steps.length).toBeLessThan(20);
  });
});

describe("parts of a text", () => {
  test("hold all of its words, in order, and none is too long", () => {
    const words = fc.array(fc.string({ minLength: 1, unit: fc.constantFrom("a", "é", "😀", ". ", "\n", "\n\n", " ") }));
    fc.assert(
      fc.property(words, fc.integer({ min: 4, max: 60 }), (of, most) => {
        const text = of.join("");
        const parts = partsOf(text, most);
        expect(parts.join("").replaceAll(/\s/g, "")).toBe(text.replaceAll(/\s/g, ""));
        for (const part of parts) {
          expect(part.length).toBeGreaterThan(0);
          expect(part.length).toBeLessThanOrEqual(most);
          // Half a character would not survive.
          expect(Buffer.from(part).toString()).toBe(part);
        }
      }),
    );
  });

  test("end at a paragraph, if one ends late enough, else at a line, a sentence or a word", () => {
    expect(partsOf("one two.\n\nthree four", 14)).toEqual(["one two.", "three four"]);
    expect(partsOf("one two three. four", 16)).toEqual(["one two three.", "four"]);
    expect(partsOf("one two three four", 14)).toEqual(["one two three", "four"]);
    expect(partsOf("abcdefghij", 4)).toEqual(["abcd", "efgh", "ij"]);
  });
});

describe("a text", () => {
  test.each(["text/plain", "text/markdown; charset=utf-8", "TEXT/CSV", "application/json"])(
    "of %s is taken as it is",
    async (type) => {
      expect(await textOf(Buffer.from("Grüße"), type)).toBe("Grüße");
    },
  );

  test("is taken out of a PDF", async () => {
    expect(await textOf(pdf("Open from nine"), "application/pdf")).toContain("Open from nine");
  });

  test.each(["image/png", "application/zip", "text/html", ""])("is not looked for in %j", async (type) => {
    expect(await textOf(Buffer.from("x"), type)).toBeUndefined();
  });
});

describe("a message", () => {
  const event = { "detail-type": "Document Stored", source: "upload-worker", detail: { ...document, sizeBytes: 9 } };

  test("carries the document that was announced", () => {
    expect(storedDocumentIn(JSON.stringify(event))).toEqual(document);
  });

  test.each([
    ["of another type", { ...event, "detail-type": "Document Deleted" }],
    ["without an owner", { ...event, detail: { ...document, owner: undefined } }],
    ["with an id that would leave the prefix", { ...event, detail: { ...document, documentId: "../x" } }],
  ])("%s is refused", (_, wrong) => {
    expect(() => storedDocumentIn(JSON.stringify(wrong))).toThrow();
  });
});
