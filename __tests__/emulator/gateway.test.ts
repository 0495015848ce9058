import { once } from "node:events";
import { request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { missingPostgres } from "../support/postgres";
import { missingRedis } from "../support/redis";
import { GatewayBench, type Instance, LiveClient } from "./gateway-bench";
import { describeOnEmulator } from "./harness";

const ada = { email: "ada@example.com", password: "analytical engine 1843" };

const missing = [missingPostgres(), missingRedis()].filter(Boolean).join("\n");
if (missing) console.warn(`SKIPPED: the gateway on real servers: ${missing}`);

describe.skipIf(missing !== "")("real servers", () => {
  describeOnEmulator("the gateway on PostgreSQL, Redis and the emulator", (emulator) => {
    let bench: GatewayBench;
    let one: Instance;
    let other: Instance;
    let cookie: string;

    const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
      fetch(url, {
        method: "POST",
        headers: { "Content-Type": "application/json", ...headers },
        body: JSON.stringify(body),
      });
    const account = (url: string, session = cookie) => fetch(`${url}/account`, { headers: { cookie: session } });
    const signIn = async (url: string) => {
      const answer = await post(`${url}/sessions`, ada);
      expect(answer.status).toBe(201);
      return answer.headers.get("Set-Cookie")?.split(";")[0] ?? "";
    };

    beforeAll(async () => {
      bench = await GatewayBench.start(emulator.folder, emulator.endpoint());
      // At the same time: both bring the database to what they need.
      [one, other] = await Promise.all([bench.instance(), bench.instance()]);
    });
    afterAll(() => bench?.stop());

    test("registers an address once, and signs it in", async () => {
      expect((await post(`${one.url}/accounts`, ada)).status).toBe(201);
      expect((await post(`${other.url}/accounts`, { ...ada, email: "ADA@example.com" })).status).toBe(409);
      cookie = await signIn(one.url);
      expect(cookie).toMatch(/^__Host-session=/);
    });

    test("knows a session on every instance, and refuses a request without one", async () => {
      for (const { url } of [one, other]) {
        const answer = await account(url);
        expect(await answer.json()).toMatchObject({ email: ada.email });
        expect((await account(url, "")).status).toBe(401);
      }
    });

    test("passes what is said on to all connections of an account", async () => {
      const [here, there] = [new LiveClient(one.url, cookie), new LiveClient(other.url, cookie)];
      expect([await here.next(), await there.next()]).toEqual([{ type: "ready" }, { type: "ready" }]);
      here.say("hello");
      for (const client of [here, there]) expect(await client.next()).toMatchObject({ type: "message", text: "hello" });
      expect(await new LiveClient(one.url, "").closed).toBe(1006);
    });

    test("ends the connections of a session that is ended on another instance", async () => {
      const session = await signIn(one.url);
      const client = new LiveClient(other.url, session);
      await client.next();
      const answer = await fetch(`${one.url}/sessions/current`, { method: "DELETE", headers: { cookie: session } });
      expect(answer.status).toBe(204);
      expect(await client.closed).toBe(1008);
      expect((await account(other.url, session)).status).toBe(401);
    });

    test("counts tries to sign in over all instances", async () => {
      const guess = (url: string) => post(`${url}/sessions`, { email: "eve@example.com", password: "guess" });
      const statuses: number[] = [];
      for (const { url } of [one, other, one, other, one]) statuses.push((await guess(url)).status);
      expect(statuses).toEqual([401, 401, 401, 401, 401]);
      const refused = await guess(other.url);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get("Retry-After"))).toBeGreaterThan(0);
    });

    test("keeps sessions through a rotation of the signing key", async () => {
      await bench.rotate("second".repeat(10));
      const next = await bench.instance();
      expect((await account(next.url)).status).toBe(200);
      expect((await account(next.url, await signIn(next.url))).status).toBe(200);
    });

    test("does not start with a database that cannot show who it is", async () => {
      expect(await bench.failure({ NODE_EXTRA_CA_CERTS: "" })).toContain("self-signed certificate");
    });

    test("finishes what it has begun when it is asked to stop", async () => {
      const client = new LiveClient(one.url, cookie);
      await client.next();
      const body = JSON.stringify({ ...ada, email: "grace@example.com" });
      const headers = {
        "Content-Type": "application/json",
        "Content-Length": body.length,
        traceparent: "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
      };
      const begun = request(`${one.url}/accounts`, { method: "POST", headers });
      const answered = once(begun, "response");
      begun.write(body.slice(0, 10));
      await once(begun, "socket").then(([socket]) => socket.writableNeedDrain && once(socket, "drain"));

      one.terminate();
      await one.logged("draining");
      expect(await client.closed).toBe(1012);
      begun.end(body.slice(10));
      const [answer] = await answered;
      expect([answer.statusCode, answer.headers.connection]).toEqual([201, "close"]);
      answer.resume();
      expect(await one.ended).toBe(0);
      await expect(account(one.url)).rejects.toThrow("fetch failed");
      expect((await account(other.url)).status).toBe(200);
    });

    test("sends traces that continue those of its callers", () => {
      const spans = bench.collected.join("\n");
      expect(spans).toContain('"name":"POST /accounts"');
      expect(spans).toContain("0af7651916cd43dd8448eb211c80319c");
    });

    test("writes nothing of people or secrets into logs and traces", () => {
      const lines = [...one.lines, ...other.lines];
      expect(lines.map((line) => JSON.parse(line).msg)).toContain("request");
      const written = [...lines, ...bench.collected].join("\n");
      for (const secret of [ada.email, "eve@", ada.password, cookie.split("=")[1] ?? "", "firstfirst"]) {
        expect(written).not.toContain(secret);
      }
    });
  });
});
