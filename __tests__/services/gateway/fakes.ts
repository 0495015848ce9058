import type { HttpBindings } from "@hono/node-server";
import type { Account, AccountBook, Credentials } from "../../../services/gateway/accounts/accounts";
import type { Ask, Reply, Question as UserQuestion } from "../../../services/gateway/connections/answers";
import type { Connection, Notice, Notices } from "../../../services/gateway/connections/hub";
import { createApp } from "../../../services/gateway/http/app";
import type { Services } from "../../../services/gateway/http/services";
import type { Limit } from "../../../services/gateway/limits";
import type { Session, SessionBook } from "../../../services/gateway/sessions/session-table";
import type { KeySource, SigningKey } from "../../../services/gateway/sessions/signing-keys";

export const key: SigningKey = { id: "v1", secret: new TextEncoder().encode("k".repeat(48)) };

/** Keys of one version. */
export const oneKey: KeySource = { current: async () => key, find: async (id) => (id === key.id ? key : undefined) };

/** Accounts in memory. */
export class FakeAccounts implements AccountBook {
  private readonly all: (Account & Credentials)[] = [];

  async register(credentials: Credentials): Promise<Account | undefined> {
    if (this.all.some(({ email }) => email === credentials.email)) return undefined;
    this.all.push({ ...credentials, accountId: `account-${this.all.length + 1}` });
    return this.find(`account-${this.all.length}`);
  }

  async signIn({ email, password }: Credentials): Promise<Account | undefined> {
    const found = this.all.find((account) => account.email === email && account.password === password);
    return found && this.find(found.accountId);
  }

  async find(accountId: string): Promise<Account | undefined> {
    const found = this.all.find((account) => account.accountId === accountId);
    return found && { accountId, email: found.email };
  }
}

/** Sessions in memory. */
export class FakeSessions implements SessionBook {
  readonly all = new Map<string, Session>();

  async open(accountId: string): Promise<Session> {
    const session = { sessionId: `session-${this.all.size + 1}`, accountId, expiresAt: Date.now() / 1000 + 3600 };
    this.all.set(session.sessionId, session);
    return session;
  }

  async find(sessionId: string): Promise<Session | undefined> {
    return this.all.get(sessionId);
  }

  async end(sessionId: string): Promise<void> {
    this.all.delete(sessionId);
  }
}

/** Keeps what is published, and gives it to every connection. */
export class FakeNotices implements Notices {
  readonly published: (Notice & { readonly accountId: string })[] = [];
  readonly connections = new Set<Connection>();

  async join(connection: Connection): Promise<boolean> {
    this.connections.add(connection);
    return true;
  }

  async leave(connection: Connection): Promise<void> {
    this.connections.delete(connection);
  }

  async publish(accountId: string, notice: Notice): Promise<void> {
    this.published.push({ accountId, ...notice });
    for (const connection of this.connections) connection.send(JSON.stringify(notice));
  }
}

/** A log that keeps its lines: what was said, and with what. */
export class FakeLog {
  readonly lines: { readonly level: string; readonly message: string; readonly fields: Record<string, unknown> }[] = [];

  readonly debug = this.level("debug");
  readonly info = this.level("info");
  readonly warn = this.level("warn");
  readonly error = this.level("error");

  private level(level: string) {
    return (fields: object, message = "") => {
      this.lines.push({ level, message, fields: { ...fields } });
    };
  }
}

/** The service with everything around it made up. */
export class FakeGateway {
  readonly accounts: AccountBook = new FakeAccounts();
  readonly sessions = new FakeSessions();
  readonly notices = new FakeNotices();
  readonly log = new FakeLog();
  readonly counted: { readonly limit: Limit; readonly who: string }[] = [];
  /** Limits that are used up, with the seconds to wait. */
  readonly usedUp = new Map<Limit, number>();
  draining = false;
  readonly asked: UserQuestion[] = [];
  /** What questions are answered with: replies, or an error among them. */
  replies: readonly (Reply | Error)[] = [];
  /** Owners of documents by their access tokens. */
  readonly owners = new Map<string, string>();
  /** The signal of the last question. */
  signal: AbortSignal | undefined;

  readonly services: Services = {
    accounts: this.accounts,
    sessions: this.sessions,
    keys: oneKey,
    notices: this.notices,
    log: this.log,
    count: async (limit, who) => {
      this.counted.push({ limit, who });
      return this.usedUp.get(limit);
    },
    ask: (...asked) => this.answer(...asked),
    ownerOf: async (token) => this.owners.get(token),
    draining: () => this.draining,
  };
  private readonly app = createApp(this.services);

  private async *answer(...[question, signal]: Parameters<Ask>): AsyncGenerator<Reply> {
    this.asked.push(question);
    this.signal = signal;
    for (const reply of this.replies) {
      if (reply instanceof Error) throw reply;
      yield reply;
    }
  }

  /** Asks from an address, with headers. */
  async ask(method: string, path: string, { body, headers = {}, address = "192.0.2.1" }: Question = {}) {
    const all = { "Content-Type": "application/json", ...headers };
    const incoming = { headers: lowerCased(all), socket: { remoteAddress: address } };
    const text = body === undefined || typeof body === "string" ? body : JSON.stringify(body);
    return await this.app.request(path, { method, headers: all, body: text }, {
      incoming,
    } as unknown as HttpBindings);
  }
}

interface Question {
  /** A text as it is, anything else as JSON. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly address?: string;
}

function lowerCased(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}
