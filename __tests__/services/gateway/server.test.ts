import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { createServer, type GatewayServer } from "../../../services/gateway/server";
import { issueToken } from "../../../services/gateway/sessions/tokens";
import { freePort } from "../../support/free-port";
import { FakeGateway, oneKey } from "./fakes";

const gateway = new FakeGateway();
let server: GatewayServer | undefined;
afterEach(async () => {
  await server?.drain(0);
  server = undefined;
});

async function started(): Promise<number> {
  server = createServer(gateway.services);
  const port = await freePort();
  await server.listen(port);
  return port;
}

/** A live connection of an account, once it is open. */
async function live(port: number, accountId: string): Promise<WebSocket> {
  const token = await issueToken(oneKey, await gateway.sessions.open(accountId));
  const socket = new WebSocket(`ws://127.0.0.1:${port}/live`, { headers: { cookie: `__Host-session=${token}` } });
  expect(await next(socket)).toEqual({ type: "ready" });
  return socket;
}

async function next(socket: WebSocket): Promise<unknown> {
  const [data] = await once(socket, "message");
  return JSON.parse(String(data));
}

describe("a live connection", () => {
  test("passes on what is said, and refuses the rest", async () => {
    const socket = await live(await started(), "account-1");
    socket.send(JSON.stringify({ type: "say", text: "hello" }));
    expect(await next(socket)).toMatchObject({ type: "message", text: "hello" });
    for (const wrong of ["{", '{"type":"say"}', '{"type":"say","text":""}', Buffer.from('{"type":"say","text":"x"}')]) {
      socket.send(wrong);
      expect(await next(socket)).toEqual({ type: "error", error: "invalid_message" });
    }
    gateway.usedUp.set("message", 60);
    socket.send(JSON.stringify({ type: "say", text: "again" }));
    expect(await next(socket)).toEqual({ type: "error", error: "too_many_messages" });
    gateway.usedUp.clear();
  });

  test("ends when a message is larger than 32 KiB", async () => {
    const socket = await live(await started(), "account-1");
    socket.send("x".repeat(33 * 1024));
    const [code] = await once(socket, "close");
    expect(code).toBe(1009);
  });

  test("needs a session", async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${await started()}/live`);
    const [error] = await once(socket, "error");
    expect(String(error)).toContain("401");
  });

  test("leaves when it closes", async () => {
    const socket = await live(await started(), "account-1");
    expect(gateway.notices.connections.size).toBe(1);
    socket.close();
    await once(socket, "close");
    await server?.drain(1);
    expect(gateway.notices.connections.size).toBe(0);
  });
});

describe("a server that drains", () => {
  test("cuts off what does not end in time: a silent request and a WebSocket that does not close", async () => {
    const port = await started();
    const socket = await live(port, "account-1");
    socket.pause();
    const silent = connect(port, "127.0.0.1");
    silent.write("POST /accounts HTTP/1.1\r\nHost: gateway\r\nContent-Length: 10\r\n\r\n{");
    silent.resume();
    const cut = new Promise((resolve) => silent.once("error", () => {}).once("close", resolve));
    await once(silent, "connect");
    // The server has seen both once it answers a third.
    await (await fetch(`http://127.0.0.1:${port}/health`, { headers: { connection: "close" } })).text();
    expect(await server?.drain(0)).toBe(2);
    await cut;
  });

  test("has nothing to cut off when everybody goes by himself", async () => {
    const socket = await live(await started(), "account-1");
    const closed = once(socket, "close");
    expect(await server?.drain(60)).toBe(0);
    expect((await closed)[0]).toBe(1012);
  });
});
