import * as z from "zod/mini";

const text = z.string().check(z.minLength(1));

const event = z.object({
  "detail-type": z.literal("Document Stored"),
  detail: z.object({
    documentId: z.string().check(z.regex(/^[\w-]{1,64}$/)),
    version: z.int().check(z.positive()),
    owner: text,
    title: text,
    contentType: text,
    /** Where its content is. */
    bucket: text,
    key: text,
  }),
});

/** A document whose content is there, as `upload-worker` announces it. */
export type StoredDocument = z.infer<typeof event>["detail"];

/** The document in a message of the queue. @throws Error when the message is no such event */
export function storedDocumentIn(message: string): StoredDocument {
  return event.parse(JSON.parse(message)).detail;
}
