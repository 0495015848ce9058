import type { Citation } from "./passages";

/** Why there is no answer. */
export type Reason = "budget_used_up" | "in_progress" | "invalid" | "switched_off" | "try_again";

/** What a caller gets, one after the other, as lines of JSON: texts, and then one of the others. */
export type Reply =
  | { readonly type: "text"; readonly text: string }
  /** The answer is complete; `cut` if it became too long. */
  | { readonly type: "done"; readonly citations: readonly Citation[]; readonly cut: boolean }
  /** The guardrail stepped in: the last text is what it says in place of an answer. */
  | { readonly type: "blocked" }
  | { readonly type: "refused"; readonly reason: Reason };

/** Passes a reply on to the caller. */
export type Say = (reply: Reply) => void;

/** Ends a question without an answer. */
export class Refusal extends Error {
  override readonly name = "Refusal";

  constructor(readonly reason: Reason) {
    super(reason);
  }
}
