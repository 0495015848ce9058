import { beforeEach, expect, test } from "vitest";
import { type Connection, Hub } from "../../../services/gateway/connections/hub";
import { FakeLog } from "./fakes";

/** The channels of a cache. */
class FakeChannels {
  readonly listeners = new Map<string, Set<(text: string) => void>>();
  answers = true;

  /** A connection to them. */
  readonly client = {
    publish: async (channel: string, text: string) => {
      for (const listener of this.listeners.get(channel) ?? []) listener(text);
      return 0;
    },
    subscribe: async (channel: string, listener: (text: string) => void) => {
      if (!this.answers) throw new Error("no connection");
      this.listeners.set(channel, (this.listeners.get(channel) ?? new Set()).add(listener));
    },
    unsubscribe: async (channel: string) => {
      this.listeners.delete(channel);
    },
  } as unknown as ConstructorParameters<typeof Hub>[0] & ConstructorParameters<typeof Hub>[1];
}

/** A connection that keeps what happens to it. */
class FakeConnection implements Connection {
  readonly sent: unknown[] = [];
  closed: number | undefined;

  constructor(
    readonly accountId: string,
    readonly sessionId: string,
  ) {}

  send(text: string): void {
    this.sent.push(JSON.parse(text));
  }

  close(code: number): void {
    this.closed = code;
  }
}

let channels: FakeChannels;
let log: FakeLog;
const hello = { type: "message", id: "1", text: "hello", at: "2026-01-01T00:00:00Z" } as const;
const newHub = () => new Hub(channels.client, channels.client, log);

beforeEach(() => {
  channels = new FakeChannels();
  log = new FakeLog();
});

test("what is published reaches the connections of the account on every instance, and no others", async () => {
  const [one, other] = [newHub(), newHub()];
  const [here, there, stranger] = ["a", "a", "b"].map((account) => new FakeConnection(account, "s")) as [
    FakeConnection,
    FakeConnection,
    FakeConnection,
  ];
  await one.join(here);
  await other.join(there);
  await other.join(stranger);
  await one.publish("a", hello);
  expect([here.sent, there.sent, stranger.sent]).toEqual([[hello], [hello], []]);
});

test("a channel is heard while an account has connections", async () => {
  const hub = newHub();
  const [first, second] = [new FakeConnection("a", "s"), new FakeConnection("a", "t")];
  await Promise.all([hub.join(first), hub.join(second)]);
  expect(channels.listeners.get("account:a")?.size).toBe(1);
  await hub.leave(first);
  await hub.publish("a", hello);
  expect([first.sent, second.sent]).toEqual([[], [hello]]);
  await hub.leave(second);
  await hub.leave(second);
  expect(channels.listeners.size).toBe(0);
});

test("the end of a session closes its connections only", async () => {
  const hub = newHub();
  const [ended, kept] = [new FakeConnection("a", "s"), new FakeConnection("a", "t")];
  await hub.join(ended);
  await hub.join(kept);
  await hub.publish("a", { type: "session-ended", sessionId: "s" });
  expect([ended.closed, kept.closed, kept.sent]).toEqual([1008, undefined, []]);
});

test("an account has at most twenty connections to an instance", async () => {
  const hub = newHub();
  const joined: boolean[] = [];
  for (let index = 0; index < 21; index++) joined.push(await hub.join(new FakeConnection("a", String(index))));
  expect(joined.indexOf(false)).toBe(20);
  expect(await hub.join(new FakeConnection("b", "s"))).toBe(true);
});

test("an account whose channel could not be heard is heard when it comes again", async () => {
  const hub = newHub();
  const connection = new FakeConnection("a", "s");
  channels.answers = false;
  await expect(hub.join(connection)).rejects.toThrow("no connection");
  await hub.leave(connection);
  channels.answers = true;
  await hub.join(connection);
  await hub.publish("a", hello);
  expect(connection.sent).toEqual([hello]);
});

test("a notice that this version does not know is passed over", async () => {
  const hub = newHub();
  const connection = new FakeConnection("a", "s");
  await hub.join(connection);
  for (const text of ["{", '{"type":"typing"}']) await channels.client.publish("account:a", text);
  expect([connection.sent, log.lines.map(({ message }) => message)]).toEqual([
    [],
    ["A notice is not known", "A notice is not known"],
  ]);
});
