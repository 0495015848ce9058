import { once } from "node:events";
import { connect } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { WebSocket } from "ws";
import { createServer, type GatewayServer } from "../../../services/gateway/server";
import { issueToken } from "../../../services/gateway/sessions/tokens";
import { FakeGateway, oneKey } from "./fakes";

const gateway = new FakeGateway();
let server: GatewayServer | undefined;
afterEach(async () => {
  await server?.drain(0);
  server = undefined;
});

function started(): Promise<number> {
  server = createServer(gateway.services);
  return server.listen(0);
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

/** The next messages. */
function messages(socket: WebSocket, count: number): Promise<unknown[]> {
  const received: unknown[] = [];
  return new Promise((resolve) => {
    socket.on("message", (data) => {
      received.push(JSON.parse(String(data)));
      if (received.length === count) resolve(received);
    });
  });
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

  test("answers a question as the answer comes, and no one else gets it", async () => {
    const port = await started();
    const socket = await live(port, "account-1");
    const other = await live(port, "account-1");
    const others: unknown[] = [];
    other.on("message", (data) => others.push(JSON.parse(String(data))));
    gateway.replies = [
      { type: "text", text: "From nine [1]." },
      { type: "done", citations: [{ number: 1, source: "s3://lake/a.md" }], cut: false },
    ];
    const answers = messages(socket, 2);
    socket.send(JSON.stringify({ type: "ask", id: "q1", conversationId: "c1", text: "When is it open?" }));
    expect(await answers).toEqual(gateway.replies.map((reply) => ({ type: "answer", id: "q1", reply })));
    const question = { conversationId: "c1", idempotencyKey: "q1", text: "When is it open?" };
    expect(gateway.asked).toEqual([{ accountId: "account-1", ...question }]);
    // The next message of the account comes to both: before it there was none for the other.
    const said = next(other);
    socket.send(JSON.stringify({ type: "say", text: "hello" }));
    await said;
    expect(others).toMatchObject([{ type: "message", text: "hello" }]);
  });

  test("asks for the owner of the access token, and not at all with one that is not good", async () => {
    const socket = await live(await started(), "account-1");
    const ask = (id: string, token: string) =>
      socket.send(JSON.stringify({ type: "ask", id, conversationId: "c1", text: "When?", token }));
    gateway.replies = [{ type: "blocked" }];
    gateway.owners.set("token-of-ann", "sub-ann");
    ask("q1", "token-of-ann");
    await next(socket);
    expect(gateway.asked.at(-1)).toMatchObject({ accountId: "account-1", owner: "sub-ann", idempotencyKey: "q1" });
    ask("q2", "expired");
    const refused = { type: "refused", reason: "sign_in_again" };
    expect(await next(socket)).toEqual({ type: "answer", id: "q2", reply: refused });
    expect(gateway.asked.at(-1)).toMatchObject({ idempotencyKey: "q1" });
    gateway.owners.clear();
  });

  test("says so when there is no answer, and what is wrong with a question", async () => {
    const socket = await live(await started(), "account-1");
    const ask = (question: object) => socket.send(JSON.stringify({ type: "ask", conversationId: "c1", ...question }));
    gateway.replies = [new Error("no such function")];
    ask({ id: "q1", text: "When?" });
    expect(await next(socket)).toEqual({ type: "error", error: "try_again" });
    ask({ id: "q#1", text: "When?" });
    expect(await next(socket)).toEqual({ type: "error", error: "invalid_message" });
    gateway.usedUp.set("question", 60);
    ask({ id: "q2", text: "When?" });
    expect(await next(socket)).toEqual({ type: "error", error: "too_many_messages" });
    gateway.usedUp.clear();
  });

  test("ends the answer with it", async () => {
    const socket = await live(await started(), "account-1");
    gateway.replies = [{ type: "blocked" }];
    socket.send(JSON.stringify({ type: "ask", id: "q1", conversationId: "c1", text: "When?" }));
    await next(socket);
    expect(gateway.signal?.aborted).toBe(false);
    socket.close();
    await once(socket, "close");
    await server?.drain(1);
    expect(gateway.signal?.aborted).toBe(true);
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

  test("has nothing to cut off when all clients leave by themselves", async () => {
    const socket = await live(await started(), "account-1");
    const closed = once(socket, "close");
    expect(await server?.drain(60)).toBe(0);
    expect((await closed)[0]).toBe(1012);
  });
});
