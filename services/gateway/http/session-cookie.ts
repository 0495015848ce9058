import type { Context } from "hono";
import { deleteCookie, getCookie, setCookie } from "hono/cookie";

const name = "session";

/** Browsers send it over TLS, to this host, from its own pages; no script sees it. */
const options = { prefix: "host", path: "/", secure: true, httpOnly: true, sameSite: "Strict" } as const;

export function setSessionCookie(context: Context, token: string, seconds: number): void {
  setCookie(context, name, token, { ...options, maxAge: seconds });
}

export function sessionCookie(context: Context): string | undefined {
  return getCookie(context, name, options.prefix);
}

export function dropSessionCookie(context: Context): void {
  deleteCookie(context, name, options);
}
