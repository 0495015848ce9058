import { IdempotencyAlreadyInProgressError } from "@aws-lambda-powertools/idempotency";
import type { Answer } from "./chat";
import { type Question, questionIn } from "./question";
import { type Reason, Refusal, type Say } from "./replies";

/** Answers a question, unless it was answered already: then the answer of then. */
export type Once = (question: Question, say: Say) => Promise<Answer>;

/** Says everything that there is to say to an event. @param report gets what went wrong, other than refusals */
export async function respond(
  event: unknown,
  { say, once, report }: { readonly say: Say; readonly once: Once; readonly report: (error: unknown) => void },
): Promise<void> {
  const question = questionIn(event);
  if (!question) return say({ type: "refused", reason: "invalid" });
  let begun = false;
  try {
    const { text, last } = await once(question, (reply) => {
      begun = true;
      say(reply);
    });
    // An answer of then comes at once.
    if (!begun && text !== "") say({ type: "text", text });
    say(last);
  } catch (error) {
    const reason = reasonOf(error);
    if (reason === "try_again") report(error);
    say({ type: "refused", reason });
  }
}

function reasonOf(error: unknown): Reason {
  if (error instanceof Refusal) return error.reason;
  if (error instanceof IdempotencyAlreadyInProgressError) return "in_progress";
  return "try_again";
}
