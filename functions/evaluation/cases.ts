import * as z from "zod/mini";
import chat from "./cases/chat.json";
import summarize from "./cases/summarize.json";

const texts = z.array(z.string().check(z.minLength(1))).check(z.minLength(1));

const expectation = z
  .strictObject({
    mentionsAll: z.optional(texts),
    mentionsAnyOf: z.optional(texts),
    mentionsNone: z.optional(texts),
    mostWords: z.optional(z.int().check(z.positive())),
    /** Whether the answer names a passage that it is from. */
    cites: z.optional(z.boolean()),
    /** Whether the guardrail steps in. */
    blocked: z.optional(z.boolean()),
  })
  .check(z.refine((properties) => Object.keys(properties).length > 0, "at least one property"));

const trial = z.strictObject({
  name: z.string().check(z.regex(/^[a-z][a-z0-9-]{0,40}$/)),
  /** The question, or the text to summarize. */
  ask: z.string().check(z.minLength(1)),
  /** Of the text to summarize. */
  title: z.optional(z.string()),
  expect: expectation,
});

/** Something that an application is asked, and what its answer has to be like. */
export type Trial = z.infer<typeof trial>;
export type Expectation = z.infer<typeof expectation>;

/** Trials of each application. @throws Error at the start when one of them is not well-formed */
export const trials: Readonly<Record<string, readonly Trial[]>> = {
  chat: z.array(trial).parse(chat),
  summarize: z.array(trial).parse(summarize),
};
