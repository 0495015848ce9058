import { HeadObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { announcer } from "../../functions/upload-worker/announcement";
import documentStored from "../../functions/upload-worker/events/document-stored.json" with { type: "json" };
import { type Recording, recordUpload, type Upload, uploadIn } from "../../functions/upload-worker/upload";
import { FakeDocuments } from "./fake-documents";

const event = {
  "detail-type": "Object Created",
  time: "2026-03-01T12:00:00Z",
  detail: { bucket: { name: "raw" }, object: { key: "uploads/d1/1", "version-id": "v1", size: 12 } },
};
const upload: Upload = { bucket: "raw", key: "uploads/d1/1", versionId: "v1", time: "2026-03-01T12:00:00Z" };

/** A recorder with its table and what it announced. */
function recorder(answerOfS3: () => unknown = () => ({ ContentType: "text/plain", ContentLength: 12 })) {
  const table = new FakeDocuments();
  const announced: unknown[] = [];
  const recording: Recording = {
    documents: table.documents,
    objects: {
      send: async (command: unknown) =>
        command instanceof HeadObjectCommand ? answerOfS3() : expect.fail("an unexpected call"),
    } as Recording["objects"],
    announce: async (type, detail) => {
      announced.push([type, detail]);
    },
  };
  return { table, announced, record: (one: Upload = upload) => recordUpload(one, recording) };
}

describe("a message", () => {
  test("carries an upload", () => {
    expect(uploadIn(JSON.stringify(event))).toEqual(upload);
  });

  test.each([
    ["of another type", { ...event, "detail-type": "Object Deleted" }],
    ["without an object", { ...event, detail: { bucket: { name: "raw" } } }],
    ["without a time", { ...event, time: undefined }],
  ])("%s is refused", (_, other) => {
    expect(() => uploadIn(JSON.stringify(other))).toThrow("expected an event of the type Object Created");
  });
});

describe("an upload", () => {
  test("becomes part of its document, as S3 has it, and is announced", async () => {
    const { table, announced, record } = recorder();
    table.add({ documentId: "d1", contentType: "application/pdf", sizeBytes: 9 });
    await record();
    const stored = { status: "stored", contentType: "text/plain", sizeBytes: 12, storedAt: upload.time };
    expect(table.items.get("d1/1")).toMatchObject(stored);
    expect(announced).toEqual([
      ["Document Stored", expect.objectContaining({ ...stored, documentId: "d1", key: upload.key, bucket: "raw" })],
    ]);
  });

  test("is announced as the schema of the event says", async () => {
    const { table, announced, record } = recorder();
    table.add({ documentId: "d1" });
    await record();
    const [, detail] = announced[0] as [string, unknown];
    // As EventBridge gets it.
    expect(
      z.fromJSONSchema(documentStored as never).safeParse(JSON.parse(JSON.stringify(detail))).error,
    ).toBeUndefined();
  });

  test("leaves the table the same when it is recorded again", async () => {
    const { table, record } = recorder();
    table.add({ documentId: "d1" });
    await record();
    const once = { ...table.items.get("d1/1") };
    await record();
    expect(table.items.get("d1/1")).toEqual(once);
  });

  test.each([
    ["for which no document waits", upload, undefined, "conditional request failed"],
    ["with another kind of key", { ...upload, key: "uploads/readme.txt" }, undefined, "expected a key like"],
    ["that is gone again", upload, () => Promise.reject(new Error("NotFound")), "NotFound"],
  ])("%s fails, and is not announced", async (_, one, answerOfS3, message) => {
    const { announced, record } = recorder(answerOfS3);
    await expect(record(one)).rejects.toThrow(message);
    expect(announced).toEqual([]);
  });
});

test("an announcement that the bus refuses is an error, although the call succeeds", async () => {
  const answerWith = (answered: object) =>
    ({ send: async () => answered }) as unknown as Parameters<typeof announcer>[0];
  const refused = answerWith({ FailedEntryCount: 1, Entries: [{ ErrorMessage: "no such bus" }] });
  await expect(announcer(refused, "main", "upload-worker")("Document Stored", {})).rejects.toThrow("no such bus");
  await announcer(answerWith({ FailedEntryCount: 0 }), "main", "upload-worker")("Document Stored", {});
});
