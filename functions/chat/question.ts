import * as z from "zod/mini";

const name = z.string().check(z.regex(/^[\w-]{1,64}$/));

const question = z.strictObject({
  /** Who asks: whose conversation it is, and whose budget. The caller has checked it. */
  accountId: name,
  /**
   * Whose documents may answer: the subject of an access token for the documents, which the caller has checked. None but
   * those for everybody when absent.
   */
  owner: z.optional(name),
  /** Of the account. A new one begins a conversation. */
  conversationId: name,
  /** Stays the same when a client retries the question. */
  idempotencyKey: name,
  text: z.string().check(z.minLength(1), z.maxLength(4000)),
});

/** What a caller asks. */
export type Question = z.infer<typeof question>;

/** The question in an event; nothing when it is none. Errors of the schema would quote it. */
export function questionIn(event: unknown): Question | undefined {
  return question.safeParse(event).data;
}
