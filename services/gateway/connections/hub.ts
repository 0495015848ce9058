import { z } from "zod";
import type { Cache } from "../cache";
import { fromJson } from "../json";
import type { Log } from "../log";
import { closeCodes } from "./close-codes";

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

/** Connections of one account to one instance. */
interface Group {
  readonly members: Set<Connection>;
  /** Done when the account's channel is heard. */
  readonly heard: Promise<void>;
}

/** Most connections of one account to one instance. */
const mostConnections = 20;

/** The connections of this instance, and what connects them with those of the others: a channel per account in the cache. */
export class Hub {
  private readonly byAccount = new Map<string, Group>();

  /** @param subscriber a connection to the cache that does nothing else */
  constructor(
    private readonly publisher: Pick<Cache, "publish">,
    private readonly subscriber: Pick<Cache, "subscribe" | "unsubscribe">,
    private readonly log: Pick<Log, "warn">,
  ) {}

  /**
   * Adds a connection. Messages of before are gone: nothing is kept for those who are not there.
   * @returns false when the account has too many
   * @throws Error when the cache does not answer
   */
  async join(connection: Connection): Promise<boolean> {
    const { accountId } = connection;
    const group = this.byAccount.get(accountId) ?? this.open(accountId);
    if (group.members.size >= mostConnections) return false;
    group.members.add(connection);
    await group.heard;
    return true;
  }

  async leave(connection: Connection): Promise<void> {
    const { accountId } = connection;
    const group = this.byAccount.get(accountId);
    if (!group?.members.delete(connection) || group.members.size > 0) return;
    this.byAccount.delete(accountId);
    await this.subscriber.unsubscribe(channelOf(accountId));
  }

  private open(accountId: string): Group {
    const heard = this.subscriber.subscribe(channelOf(accountId), (text) => this.deliver(accountId, text));
    const group = { members: new Set<Connection>(), heard };
    this.byAccount.set(accountId, group);
    return group;
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
    for (const connection of [...(this.byAccount.get(accountId)?.members ?? [])]) {
      if (data.type === "message") connection.send(JSON.stringify(data));
      else if (data.sessionId === connection.sessionId) connection.close(closeCodes.sessionEnded, "session ended");
    }
  }
}

function channelOf(accountId: string): string {
  return `account:${accountId}`;
}
