import type { Context } from "hono";
import { HTTPException } from "hono/http-exception";
import { ZodError } from "zod";
import type { Log } from "../log";
import { routeOf } from "./route";

/** Refuses a request: a status, a word for programs, and headers. */
export class Refusal extends HTTPException {
  constructor(
    status: 400 | 401 | 403 | 409 | 413 | 429 | 503,
    readonly error: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(status, { message: error });
  }
}

/** Answers what a handler throws. Logs unexpected errors; the client sees nothing of them. */
export function answerErrors(log: Pick<Log, "error">): (error: Error, context: Context) => Response {
  return (error, context) => {
    if (error instanceof Refusal) return context.json({ error: error.error }, error.status, error.headers);
    if (error instanceof ZodError) {
      const issues = error.issues.map(({ path, message }) => ({ path: path.join("."), message }));
      return context.json({ error: "invalid_request", issues }, 400);
    }
    if (error instanceof HTTPException) return context.json({ error: "refused" }, error.status);
    log.error({ err: error, method: context.req.method, route: routeOf(context) }, "A request failed");
    return context.json({ error: "internal" }, 500);
  };
}
