import { beforeEach, describe, expect, test } from "vitest";
import { FakeGateway } from "./fakes";

const ada = { email: "ada@example.com", password: "analytical engine 1843" };

let gateway: FakeGateway;
beforeEach(() => {
  gateway = new FakeGateway();
});

/** Registers Ada and signs her in. */
async function signedIn(): Promise<Record<string, string>> {
  await gateway.ask("POST", "/accounts", { body: ada });
  const answer = await gateway.ask("POST", "/sessions", { body: ada });
  return { cookie: answer.headers.get("Set-Cookie")?.split(";")[0] ?? "" };
}

describe("accounts", () => {
  test("are made once per address, and never show the password", async () => {
    const made = await gateway.ask("POST", "/accounts", { body: ada });
    expect([made.status, await made.json()]).toEqual([201, { accountId: "account-1", email: ada.email }]);
    expect((await gateway.ask("POST", "/accounts", { body: ada })).status).toBe(409);
  });

  test.each([
    ["no address", { ...ada, email: "ada" }, "email"],
    ["a long address", { ...ada, email: `${"a".repeat(250)}@example.com` }, "email"],
    ["a short password", { ...ada, password: "fourteen chars" }, "password"],
    ["a long password", { ...ada, password: "x".repeat(129) }, "password"],
    ["a field too many", { ...ada, admin: true }, ""],
    ["no fields", [], ""],
  ])("refuse %s, and say which field", async (_, body, path) => {
    const refused = await gateway.ask("POST", "/accounts", { body });
    expect(refused.status).toBe(400);
    expect(await refused.json()).toMatchObject({ error: "invalid_request", issues: [{ path }] });
  });

  test.each([
    ["text that is no JSON", "{", "application/json"],
    ["a form", "email=ada%40example.com", "application/x-www-form-urlencoded"],
    ["JSON that says it is text, as forms of other sites can send it", JSON.stringify(ada), "text/plain"],
  ])("refuse %s", async (_, body, type) => {
    const refused = await gateway.ask("POST", "/accounts", { body, headers: { "Content-Type": type } });
    expect([refused.status, await refused.json()]).toEqual([400, { error: "json_expected" }]);
  });
});

describe("sessions", () => {
  test("come with a cookie that no script and no other site can use", async () => {
    await gateway.ask("POST", "/accounts", { body: ada });
    const answer = await gateway.ask("POST", "/sessions", { body: ada });
    const cookie = answer.headers.get("Set-Cookie")?.split("; ") ?? [];
    expect(cookie.shift()).toMatch(/^__Host-session=[\w-]+\.[\w-]+\.[\w-]+$/);
    expect(cookie.sort()).toEqual(["HttpOnly", "Max-Age=43200", "Path=/", "SameSite=Strict", "Secure"]);
  });

  test("are not for those who know no password", async () => {
    await gateway.ask("POST", "/accounts", { body: ada });
    const refused = await gateway.ask("POST", "/sessions", { body: { ...ada, password: "wrong" } });
    expect([refused.status, await refused.json()]).toEqual([401, { error: "wrong_credentials" }]);
    expect(refused.headers.get("Set-Cookie")).toBeNull();
  });

  test("show the account until they are ended", async () => {
    const headers = await signedIn();
    const answer = await gateway.ask("GET", "/account", { headers });
    expect(await answer.json()).toEqual({ accountId: "account-1", email: ada.email });

    const ended = await gateway.ask("DELETE", "/sessions/current", { headers });
    expect([ended.status, ended.headers.get("Set-Cookie")]).toEqual([204, expect.stringContaining("Max-Age=0")]);
    expect((await gateway.ask("GET", "/account", { headers })).status).toBe(401);
    const notice = { accountId: "account-1", type: "session-ended", sessionId: "session-1" };
    expect(gateway.notices.published).toEqual([notice]);
  });

  test.each([
    ["no cookie", ""],
    ["a made-up token", "__Host-session=a.b.c"],
    ["a cookie that another host of the domain could set", "session=a.b.c"],
  ])("are not there with %s", async (_, cookie) => {
    await signedIn();
    expect((await gateway.ask("GET", "/account", { headers: { cookie } })).status).toBe(401);
  });
});

describe("requests of browsers", () => {
  test.each([
    ["same-origin", 200],
    ["none", 200],
    ["same-site", 403],
    ["cross-site", 403],
  ])("from %s get %i", async (site, status) => {
    const headers = { ...(await signedIn()), "Sec-Fetch-Site": site };
    expect((await gateway.ask("GET", "/account", { headers })).status).toBe(status);
    expect((await gateway.ask("GET", "/live", { headers })).status).toBe(status === 200 ? 404 : status);
  });
});

describe("limits", () => {
  test.each([
    ["POST", "/accounts", "registerByAddress"],
    ["POST", "/sessions", "signInByAddress"],
    ["POST", "/sessions", "signInByAccount"],
    ["GET", "/account", "request"],
  ] as const)("refuse %s %s and say how long to wait", async (method, path, limit) => {
    const headers = await signedIn();
    gateway.usedUp.set(limit, 42);
    const body = method === "POST" ? ada : undefined;
    const refused = await gateway.ask(method, path, { headers, body });
    expect([refused.status, refused.headers.get("Retry-After")]).toEqual([429, "42"]);
  });

  test("count the address of the client, and the account however it is written", async () => {
    const headers = { "X-Forwarded-For": "10.9.9.9, 203.0.113.7, 10.0.0.5" };
    await gateway.ask("POST", "/sessions", {
      body: { ...ada, email: "ADA@example.com" },
      headers,
      address: "10.0.1.2",
    });
    expect(gateway.counted).toEqual([
      { limit: "signInByAddress", who: "203.0.113.7" },
      { limit: "signInByAccount", who: ada.email },
    ]);
  });

  test("hold for bodies: 16 KiB", async () => {
    const body = { ...ada, email: `${"a".repeat(16 * 1024)}@example.com` };
    for (const [header, value] of Object.entries({ "Content-Length": "16500", "Transfer-Encoding": "chunked" })) {
      const refused = await gateway.ask("POST", "/accounts", { body, headers: { [header]: value } });
      expect([refused.status, await refused.json()]).toEqual([413, { error: "too_large" }]);
    }
  });
});

describe("answers", () => {
  test("forbid a browser everything, and are kept nowhere", async () => {
    for (const path of ["/health", "/account", "/nowhere"]) {
      const { headers } = await gateway.ask("GET", path);
      expect(Object.fromEntries(headers)).toMatchObject({
        "cache-control": "no-store",
        "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
        "referrer-policy": "no-referrer",
        "strict-transport-security": "max-age=63072000; includeSubDomains",
        "x-content-type-options": "nosniff",
        "x-frame-options": "SAMEORIGIN",
      });
    }
  });

  test("say nothing of what went wrong inside; the log does", async () => {
    gateway.accounts.register = async () => {
      throw new Error("connection to 10.0.0.9 refused");
    };
    const failed = await gateway.ask("POST", "/accounts", { body: ada });
    expect([failed.status, await failed.json()]).toEqual([500, { error: "internal" }]);
    expect(gateway.log.lines).toContainEqual({
      level: "error",
      message: "A request failed",
      fields: { err: new Error("connection to 10.0.0.9 refused"), method: "POST", route: "/accounts" },
    });
  });

  test("are logged by route, without paths, addresses and bodies", async () => {
    await gateway.ask("GET", "/nowhere/ada@example.com?token=abc");
    await gateway.ask("POST", "/accounts", { body: ada });
    expect(gateway.log.lines.map(({ fields }) => fields)).toEqual([
      { method: "GET", route: "none", status: 404, milliseconds: expect.any(Number) },
      { method: "POST", route: "/accounts", status: 201, milliseconds: expect.any(Number) },
    ]);
  });

  test("tell load balancers and clients when the instance goes", async () => {
    expect((await gateway.ask("GET", "/health")).status).toBe(200);
    gateway.draining = true;
    const { status, headers } = await gateway.ask("GET", "/health");
    expect([status, headers.get("Connection")]).toEqual([503, "close"]);
    expect((await gateway.ask("POST", "/accounts", { body: ada })).headers.get("Connection")).toBe("close");
    expect(gateway.log.lines.filter(({ fields }) => fields.route === "/health")).toEqual([]);
  });
});
