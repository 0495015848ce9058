import { Hono } from "hono";
import { z } from "zod";
import { sessionSeconds } from "../sessions/session-table";
import { issueToken } from "../sessions/tokens";
import { clientAddress } from "./client-address";
import { Refusal } from "./errors";
import { limit, signedIn } from "./guards";
import type { App, Services } from "./services";
import { dropSessionCookie, setSessionCookie } from "./session-cookie";

const email = z.email().max(254);

/** A new password: long ones only, no rules on characters (pages.nist.gov/800-63-4/sp800-63b.html). */
const registration = z.strictObject({ email, password: z.string().min(15).max(128) });

const signIn = z.strictObject({ email, password: z.string().min(1).max(128) });

/** Accounts and sessions over REST. */
export function restRoutes(services: Services): Hono<App> {
  const { accounts, sessions, keys, notices } = services;
  const routes = new Hono<App>();

  routes.post("/accounts", async (context) => {
    await limit(services, "registerByAddress", clientAddress(context.env.incoming));
    const account = await accounts.register(registration.parse(await bodyOf(context.req)));
    if (!account) throw new Refusal(409, "email_taken");
    return context.json(account, 201);
  });

  routes.get("/account", signedIn(services), async (context) => {
    const account = await accounts.find(context.var.session.accountId);
    if (!account) throw new Refusal(401, "not_signed_in");
    return context.json(account);
  });

  routes.post("/sessions", async (context) => {
    await limit(services, "signInByAddress", clientAddress(context.env.incoming));
    const credentials = signIn.parse(await bodyOf(context.req));
    await limit(services, "signInByAccount", credentials.email.toLowerCase());
    const account = await accounts.signIn(credentials);
    if (!account) throw new Refusal(401, "wrong_credentials");
    const session = await sessions.open(account.accountId);
    setSessionCookie(context, await issueToken(keys, session), sessionSeconds);
    return context.json(account, 201);
  });

  routes.delete("/sessions/current", signedIn(services), async (context) => {
    const { accountId, sessionId } = context.var.session;
    await sessions.end(sessionId);
    await notices.publish(accountId, { type: "session-ended", sessionId });
    dropSessionCookie(context);
    return context.body(null, 204);
  });

  return routes;
}

/** The body of a request, which has to be JSON: forms of other sites can't send that. */
async function bodyOf(request: {
  header(name: string): string | undefined;
  json(): Promise<unknown>;
}): Promise<unknown> {
  const type = request.header("Content-Type") ?? "";
  if (!/^application\/json(;|$)/i.test(type)) throw new Refusal(400, "json_expected");
  try {
    return await request.json();
  } catch {
    throw new Refusal(400, "json_expected");
  }
}
