/** What becomes of a document: a summary, or why there is none and will be none. */
export type Outcome =
  | { readonly status: "summarized"; readonly text: string }
  | { readonly status: "blocked" | "empty" | "too-long" | "unsupported" };

/** Ends a document because the guardrail stepped in: another try would end the same. */
export class Blocked extends Error {
  override readonly name = "Blocked";
}
