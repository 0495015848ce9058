import { randomUUID } from "node:crypto";
import { upgradeWebSocket } from "@hono/node-server";
import { Hono } from "hono";
import type { WSContext } from "hono/ws";
import { z } from "zod";
import { signedIn } from "../http/guards";
import type { App, Services } from "../http/services";
import { fromJson } from "../json";
import type { Session } from "../sessions/session-table";
import { closeCodes } from "./close-codes";
import type { Connection } from "./hub";

/** What clients send. */
const request = z.strictObject({ type: z.literal("say"), text: z.string().min(1).max(4000) });

/** The live connection of a client: what it says goes to all connections of its account, this one too. */
export function liveRoute(services: Services): Hono<App> {
  return new Hono<App>().get("/live", signedIn(services), (context, next) =>
    upgradeWebSocket(() => eventsOf(services, context.var.session))(context, next),
  );
}

function eventsOf(services: Services, { accountId, sessionId, expiresAt }: Session) {
  const { notices, count, draining, log } = services;
  let connection: Connection | undefined;
  let expiry: NodeJS.Timeout | undefined;
  return {
    onOpen: async (_: Event, socket: WSContext) => {
      if (draining()) return socket.close(closeCodes.restarting, "restarting");
      connection = {
        accountId,
        sessionId,
        send: (text) => socket.send(text),
        close: (code, reason) => socket.close(code, reason),
      };
      expiry = setTimeout(
        () => socket.close(closeCodes.sessionEnded, "session expired"),
        expiresAt * 1000 - Date.now(),
      );
      expiry.unref();
      try {
        if (await notices.join(connection)) socket.send(JSON.stringify({ type: "ready" }));
        else socket.close(closeCodes.tryLater, "too many connections");
      } catch (error) {
        log.error({ err: error }, "A connection could not join");
        socket.close(closeCodes.failed, "try again");
      }
    },
    onMessage: async ({ data }: MessageEvent, socket: WSContext) => {
      const refuse = (error: string) => socket.send(JSON.stringify({ type: "error", error }));
      const said = request.safeParse(typeof data === "string" ? fromJson(data) : undefined);
      if (!said.success) return refuse("invalid_message");
      try {
        if ((await count("message", accountId)) !== undefined) return refuse("too_many_messages");
        const { text } = said.data;
        await notices.publish(accountId, { type: "message", id: randomUUID(), text, at: new Date().toISOString() });
      } catch (error) {
        log.error({ err: error }, "A message was not passed on");
        refuse("try_again");
      }
    },
    onClose: async () => {
      clearTimeout(expiry);
      try {
        if (connection) await notices.leave(connection);
      } catch (error) {
        log.warn({ err: error }, "A connection could not leave");
      }
    },
  };
}
