import { randomBytes } from "node:crypto";
import { DeleteItemCommand, type DynamoDBClient, GetItemCommand, PutItemCommand } from "@aws-sdk/client-dynamodb";
import { inSpan } from "../tracing";

/** How long a session lasts: a working day. */
export const sessionSeconds = 12 * 3600;

const idBytes = 32;

export interface Session {
  readonly sessionId: string;
  readonly accountId: string;
  /** In seconds since 1970. DynamoDB deletes it some time after. */
  readonly expiresAt: number;
}

/** As much of the table as the routes need. */
export type SessionBook = Pick<SessionTable, "open" | "find" | "end">;

/** The sessions, in a table that all instances share. */
export class SessionTable {
  constructor(
    private readonly client: Pick<DynamoDBClient, "send">,
    private readonly table: string,
    private readonly now: () => number = Date.now,
  ) {}

  async open(accountId: string): Promise<Session> {
    const session = {
      sessionId: randomBytes(idBytes).toString("base64url"),
      accountId,
      expiresAt: Math.floor(this.now() / 1000) + sessionSeconds,
    };
    const Item = {
      sessionId: { S: session.sessionId },
      accountId: { S: accountId },
      expiresAt: { N: String(session.expiresAt) },
    };
    await traced("PutItem", () => this.client.send(new PutItemCommand({ TableName: this.table, Item })));
    return session;
  }

  /** The session, unless it was ended or has expired. It sees what another instance has written a moment ago. */
  async find(sessionId: string): Promise<Session | undefined> {
    const get = { TableName: this.table, Key: { sessionId: { S: sessionId } }, ConsistentRead: true };
    const { Item } = await traced("GetItem", () => this.client.send(new GetItemCommand(get)));
    const accountId = Item?.accountId?.S;
    const expiresAt = Number(Item?.expiresAt?.N);
    if (!accountId || !(expiresAt * 1000 > this.now())) return undefined;
    return { sessionId, accountId, expiresAt };
  }

  async end(sessionId: string): Promise<void> {
    const remove = { TableName: this.table, Key: { sessionId: { S: sessionId } } };
    await traced("DeleteItem", () => this.client.send(new DeleteItemCommand(remove)));
  }
}

function traced<T>(operation: string, work: () => Promise<T>): Promise<T> {
  return inSpan(`${operation} sessions`, { "db.system.name": "aws.dynamodb" }, work);
}
