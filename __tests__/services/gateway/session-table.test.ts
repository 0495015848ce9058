import {
  type AttributeValue,
  DeleteItemCommand,
  type DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
} from "@aws-sdk/client-dynamodb";
import { expect, test } from "vitest";
import { SessionTable } from "../../../services/gateway/sessions/session-table";

type Item = Record<string, AttributeValue>;

/** A table that deletes nothing by itself, and a clock. */
class FakeTable {
  now = Date.parse("2026-01-01T00:00:00Z");
  readonly items = new Map<string, Item>();
  readonly sessions = new SessionTable(
    { send: this.answer.bind(this) } as Pick<DynamoDBClient, "send">,
    "t",
    () => this.now,
  );

  private async answer(command: unknown): Promise<unknown> {
    if (command instanceof PutItemCommand) {
      this.items.set(command.input.Item?.sessionId?.S ?? "", command.input.Item ?? {});
      return {};
    }
    if (command instanceof GetItemCommand) {
      expect(command.input).toMatchObject({ TableName: "t", ConsistentRead: true });
      return { Item: this.items.get(command.input.Key?.sessionId?.S ?? "") };
    }
    if (command instanceof DeleteItemCommand) this.items.delete(command.input.Key?.sessionId?.S ?? "");
    return {};
  }
}

test("a session lasts twelve hours, also when DynamoDB has not deleted it yet", async () => {
  const table = new FakeTable();
  const { sessionId, expiresAt } = await table.sessions.open("account-1");
  expect(table.items.get(sessionId)?.expiresAt).toEqual({ N: String(table.now / 1000 + 12 * 3600) });
  expect(await table.sessions.find(sessionId)).toEqual({ sessionId, accountId: "account-1", expiresAt });
  table.now = expiresAt * 1000;
  expect(await table.sessions.find(sessionId)).toBeUndefined();
});

test("a session has an id that cannot be guessed, and is gone when it is ended", async () => {
  const table = new FakeTable();
  const [one, other] = [await table.sessions.open("account-1"), await table.sessions.open("account-1")];
  expect(one.sessionId).toMatch(/^[\w-]{43}$/);
  expect(one.sessionId).not.toBe(other.sessionId);
  await table.sessions.end(one.sessionId);
  expect(await table.sessions.find(one.sessionId)).toBeUndefined();
  expect(await table.sessions.find(other.sessionId)).toBeDefined();
});

test("an item that is no session opens none", async () => {
  const table = new FakeTable();
  table.items.set("a", { sessionId: { S: "a" }, accountId: { S: "account-1" } });
  table.items.set("b", { sessionId: { S: "b" }, expiresAt: { N: String(table.now) } });
  expect([await table.sessions.find("a"), await table.sessions.find("b")]).toEqual([undefined, undefined]);
});
