import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { createAdaptorServer } from "@hono/node-server";
import { WebSocketServer } from "ws";
import { closeCodes } from "./connections/close-codes";
import { createApp } from "./http/app";
import type { Services } from "./http/services";

/** Largest message of a WebSocket, in bytes. */
const messageBytes = 32 * 1024;

/** Seconds between two questions whether a WebSocket's client is still there. Load balancers end silent ones after 60. */
const heartbeatSeconds = 25;

export interface GatewayServer {
  /**
   * Takes connections.
   * @param port 0 for any that is free
   * @returns the port
   */
  listen(port: number): Promise<number>;
  /**
   * Takes no more connections, lets requests finish and asks WebSockets to close. After the seconds it ends what is left.
   * @returns number of connections that were cut off
   */
  drain(seconds: number): Promise<number>;
}

export function createServer(services: Omit<Services, "draining">): GatewayServer {
  let draining = false;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: messageBytes });
  const heartbeat = keepAlive(sockets);
  const { fetch } = createApp({ ...services, draining: () => draining });
  const server = createAdaptorServer({
    fetch,
    websocket: { server: sockets },
    serverOptions: {
      // Longer than load balancers keep a connection that nothing happens on: otherwise one of their requests meets its end.
      keepAliveTimeout: 75_000,
      headersTimeout: 10_000,
      requestTimeout: 30_000,
    },
  }) as Server;

  return {
    listen: (port) =>
      new Promise((resolve, reject) => {
        server.once("error", reject);
        server.listen(port, () => resolve((server.address() as AddressInfo).port));
      }),
    drain: async (seconds) => {
      draining = true;
      let cut = 0;
      const ended = new Promise<void>((resolve) => server.close(() => resolve()));
      for (const socket of sockets.clients) socket.close(closeCodes.restarting, "restarting");
      const deadline = setTimeout(() => {
        server.getConnections((_, count) => {
          cut = count;
          for (const socket of sockets.clients) socket.terminate();
          server.closeAllConnections();
        });
      }, seconds * 1000);
      await ended;
      clearTimeout(deadline);
      clearInterval(heartbeat);
      return cut;
    },
  };
}

/** Pings every WebSocket now and then, and ends those that did not answer the last time. */
function keepAlive(sockets: WebSocketServer): NodeJS.Timeout {
  const answered = new WeakSet();
  sockets.on("connection", (socket) => {
    answered.add(socket);
    socket.on("pong", () => answered.add(socket));
  });
  return setInterval(() => {
    for (const socket of sockets.clients) {
      if (answered.delete(socket)) socket.ping();
      else socket.terminate();
    }
  }, heartbeatSeconds * 1000);
}
