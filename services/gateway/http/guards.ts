import { createMiddleware } from "hono/factory";
import type { Limit } from "../limits";
import { sessionIdOf } from "../sessions/tokens";
import { Refusal } from "./errors";
import type { App, Services } from "./services";
import { sessionCookie } from "./session-cookie";

/** Counts an action. @throws Refusal if there were too many */
export async function limit({ count }: Pick<Services, "count">, what: Limit, who: string): Promise<void> {
  const seconds = await count(what, who);
  if (seconds !== undefined) throw new Refusal(429, "too_many_requests", { "Retry-After": String(seconds) });
}

/** Lets requests with a session through, and not too many of them. */
export function signedIn(services: Services) {
  return createMiddleware<App>(async (context, next) => {
    // Hosts of the same site get the cookie too, WebSockets included. Browsers say where a request comes from.
    const origin = context.req.header("Sec-Fetch-Site") ?? "none";
    if (origin !== "same-origin" && origin !== "none") throw new Refusal(403, "other_origin");
    const token = sessionCookie(context);
    const sessionId = token && (await sessionIdOf(services.keys, token));
    const session = sessionId ? await services.sessions.find(sessionId) : undefined;
    if (!session) throw new Refusal(401, "not_signed_in");
    await limit(services, "request", session.accountId);
    context.set("session", session);
    await next();
  });
}
