import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { runInNewContext } from "node:vm";
import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { probe } from "../../canaries/endpoint/probe";
import { canaryCode } from "../../platform/canary-code";

let server: Server;
let origin: string;

beforeAll(async () => {
  server = createServer(({ url, headers }, response) => {
    if (url === "/silent") return;
    response.writeHead(url === "/health" ? 200 : headers.upgrade ? 401 : 404).end("body");
  });
  server.on("upgrade", ({ url }, socket) => {
    const status =
      url === "/chat" ? "101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade" : "401 Unauthorized";
    socket.write(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\n\r\n`);
    socket.end();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const asked = (path: string, status: number, webSocket = false, timeoutMs = 5000) =>
  probe({ url: `${origin}${path}`, status, webSocket, timeoutMs });

describe("a canary of an endpoint", () => {
  test("is content with the status that it wants, good or not", async () => {
    await asked("/health", 200);
    await asked("/nothing", 404);
  });

  test("fails with what it got", async () => {
    await expect(asked("/nothing", 200)).rejects.toThrow("/nothing: expected status 200, got 404.");
  });

  test("opens a WebSocket, and sees when it is refused", async () => {
    await asked("/chat", 101, true);
    await asked("/other", 401, true);
    await expect(asked("/other", 101, true)).rejects.toThrow("expected status 101, got 401");
  });

  test("gives up when no answer comes in time", async () => {
    await expect(asked("/silent", 200, false, 50)).rejects.toThrow("/silent: no answer within 50 ms.");
  });

  test("says so when nothing listens", async () => {
    await expect(probe({ url: "http://127.0.0.1:1/", status: 200, webSocket: false, timeoutMs: 5000 })).rejects.toThrow(
      "ECONNREFUSED",
    );
  });
});

test("the package that CloudWatch runs asks what the environment says", async () => {
  const files = unzipSync(canaryCode("endpoint"));
  expect(Object.keys(files)).toEqual(["index.js"]);
  const module = { exports: {} as { handler: () => Promise<void> } };
  const run = async (status: number) => {
    const PROBE = JSON.stringify({ url: `${origin}/health`, status, webSocket: false, timeoutMs: 5000 });
    const script = new TextDecoder().decode(files["index.js"]);
    const { createRequire } = await import("node:module");
    runInNewContext(script, {
      module,
      exports: module.exports,
      require: createRequire(import.meta.url),
      process: { env: { PROBE } },
      AbortSignal,
      Error,
    });
    await module.exports.handler();
  };
  await run(200);
  await expect(run(500)).rejects.toThrow("expected status 500, got 200");
});
