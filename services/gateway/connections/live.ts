import { randomUUID } from "node:crypto";
import { upgradeWebSocket } from "@hono/node-server";
import { Hono } from "hono";
import type { WSContext } from "hono/ws";
import { z } from "zod";
import { signedIn } from "../http/guards";
import type { App, Services } from "../http/services";
import { fromJson } from "../json";
import type { Session } from "../sessions/session-table";
import type { Reply } from "./answers";
import { closeCodes } from "./close-codes";
import type { Connection } from "./hub";

const text = z.string().min(1).max(4000);
const name = z.string().regex(/^[\w-]{1,64}$/);

/** An access token of the user pool. Cognito makes some of 1 to 4 KB. */
const token = z.string().min(1).max(8192);

/**
 * What clients send: something to say to all of their connections, or a question, whose id stays the same when the
 * client retries.
 */
const request = z.discriminatedUnion("type", [
  z.strictObject({ type: z.literal("say"), text }),
  z.strictObject({ type: z.literal("ask"), id: name, conversationId: name, text, token: token.optional() }),
]);

type Asked = Extract<z.infer<typeof request>, { type: "ask" }>;

/** The live connection of a client: what it says goes to all connections of its account, answers to this one alone. */
export function liveRoute(services: Services): Hono<App> {
  return new Hono<App>().get("/live", signedIn(services), (context, next) =>
    upgradeWebSocket(() => eventsOf(services, context.var.session))(context, next),
  );
}

function eventsOf(services: Services, { accountId, sessionId, expiresAt }: Session) {
  const { notices, count, ask, ownerOf, draining, log } = services;
  const closed = new AbortController();
  const answer = async ({ id, conversationId, text, token }: Asked, socket: WSContext) => {
    const say = (reply: Reply) => socket.send(JSON.stringify({ type: "answer", id, reply }));
    const owner = token === undefined ? undefined : await ownerOf(token);
    // Not an answer without the documents: people would take them for lost.
    if (token !== undefined && owner === undefined) return say({ type: "refused", reason: "sign_in_again" });
    const question = { accountId, owner, conversationId, idempotencyKey: id, text };
    for await (const reply of ask(question, closed.signal)) say(reply);
  };
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
        const limit = said.data.type === "ask" ? "question" : "message";
        if ((await count(limit, accountId)) !== undefined) return refuse("too_many_messages");
        if (said.data.type === "ask") return await answer(said.data, socket);
        const { text } = said.data;
        await notices.publish(accountId, { type: "message", id: randomUUID(), text, at: new Date().toISOString() });
      } catch (error) {
        if (closed.signal.aborted) return;
        log.error({ err: error }, "A message was not passed on");
        refuse("try_again");
      }
    },
    onClose: async () => {
      clearTimeout(expiry);
      closed.abort();
      try {
        if (connection) await notices.leave(connection);
      } catch (error) {
        log.warn({ err: error }, "A connection could not leave");
      }
    },
  };
}
