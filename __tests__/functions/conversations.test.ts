import { describe, expect, test } from "vitest";
import { Conversations, type Turn } from "../../functions/chat/conversations";
import { FakeSessions } from "./fake-sessions";

const key = { accountId: "ann", conversationId: "c1" };
const said = (text: string): Turn => ({ role: "user", text });

function conversations() {
  const table = new FakeSessions();
  return { table, all: new Conversations(table.client, "sessions", () => new Date("2026-03-01T00:00:00Z")) };
}

describe("a conversation", () => {
  test("remembers its last twenty turns, for thirty days", async () => {
    const { table, all } = conversations();
    for (let turn = 1; turn <= 25; turn++) await all.add(key, said(`${turn}`));
    const texts = (await all.turnsOf(key)).map(({ text }) => text);
    expect(texts).toHaveLength(20);
    expect(texts.at(-1)).toBe("25");
    const item = table.items.get("chat-conversation#ann#c1");
    expect(item?.expiresAt).toBe(Date.UTC(2026, 2, 31) / 1000);
  });

  test("loses nothing that another instance adds at the same time", async () => {
    const { table, all } = conversations();
    await all.add(key, said("first"));
    table.beforePut = () => {
      table.beforePut = undefined;
      const item = table.items.get("chat-conversation#ann#c1");
      table.items.set("chat-conversation#ann#c1", { ...item, turns: [said("first"), said("other")], version: 2 });
    };
    await all.add(key, said("mine"));
    expect((await all.turnsOf(key)).map(({ text }) => text)).toEqual(["first", "other", "mine"]);
  });
});
