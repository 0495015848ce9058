import { z } from "zod";
import type { Cache } from "../cache";
import { fromJson } from "../json";
import type { Log } from "../log";

/** Something that an account's connections get. */
const notice = z.discriminatedUnion("type", [
  z.object({ type: z.literal("message"), id: z.string(), text: z.string(), at: z.string() }),
  /** A session was ended: its connections close. */
  z.object({ type: z.literal("session-ended"), sessionId: z.string() }),
]);

export type Notice = z.infer<typeof notice>;

/** A client's connection, as the hub knows it. */
export interface Connection {
  readonly accountId: string;
  readonly sessionId: string;
  send(text: string): void;
  /** @param code close code of WebSocket */
  close(code: number, reason: string): void;
}

/** As much of the hub as connections and routes need. */
export type Notices = Pick<Hub, "join" | "leave" | "publish">;

/** Policy violation (RFC 6455, 7.4.1): the client may not come again with this session. */
export const sessionEnded = 1008;

/** The connections of this instance, and what connects them with those of the others: a channel per account in the cache. */
export class Hub {
  private readonly byAccount = new Map<string, Set<Connection>>();

  /** @param subscriber a connection to the cache that does nothing else */
  constructor(
    private readonly publisher: Pick<Cache, "publish">,
    private readonly subscriber: Pick<Cache, "subscribe" | "unsubscribe">,
    private readonly log: Pick<Log, "warn">,
  ) {}

  async join(connection: Connection): Promise<void> {
    const { accountId } = connection;
    const others = this.byAccount.get(accountId);
    if (others) {
      others.add(connection);
      return;
    }
    this.byAccount.set(accountId, new Set([connection]));
    await this.subscriber.subscribe(channelOf(accountId), (text) => this.deliver(accountId, text));
  }

  async leave(connection: Connection): Promise<void> {
    const { accountId } = connection;
    const all = this.byAccount.get(accountId);
    all?.delete(connection);
    if (all?.size !== 0) return;
    this.byAccount.delete(accountId);
    await this.subscriber.unsubscribe(channelOf(accountId));
  }

  /** Sends something to all connections of an account, whatever instance they are on. */
  async publish(accountId: string, content: Notice): Promise<void> {
    await this.publisher.publish(channelOf(accountId), JSON.stringify(content));
  }

  private deliver(accountId: string, text: string): void {
    const { data, error } = notice.safeParse(fromJson(text));
    if (!data) {
      // Another version of the service may send what this one does not know.
      this.log.warn({ err: error }, "A notice is not known");
      return;
    }
    for (const connection of [...(this.byAccount.get(accountId) ?? [])]) {
      if (data.type === "message") connection.send(JSON.stringify(data));
      else if (data.sessionId === connection.sessionId) connection.close(sessionEnded, "session ended");
    }
  }
}

function channelOf(accountId: string): string {
  return `account:${accountId}`;
}
