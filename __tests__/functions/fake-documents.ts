import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { BatchGetCommand, PutCommand, QueryCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { type Document, Documents, type TableClient } from "../../functions/shared/documents";

type Item = Record<string, unknown>;

/** The table of documents as DynamoDB keeps it, as far as functions ask for it. */
export class FakeDocuments {
  readonly items = new Map<string, Item>();
  /** Most items that one call of BatchGetItem answers. */
  batch = 100;
  readonly client = { send: async (command: unknown) => this.answer(command) } as unknown as TableClient;
  readonly documents = new Documents(this.client, "documents");

  add(document: Partial<Document>): Document {
    const whole: Document = {
      documentId: "d1",
      version: 1,
      owner: "ann",
      title: "Report",
      contentType: "application/pdf",
      sizeBytes: 12,
      status: "awaiting-upload",
      createdAt: "2026-01-01T00:00:00.000Z",
      ...document,
    };
    this.items.set(keyOf(whole), { ...whole });
    return whole;
  }

  private answer(command: unknown): unknown {
    if (command instanceof PutCommand) {
      const { Item = {} } = command.input;
      this.items.set(keyOf(Item), Item);
      return {};
    }
    if (command instanceof QueryCommand) {
      const { IndexName, ExpressionAttributeValues = {}, ExclusiveStartKey, Limit = 1 } = command.input;
      const matches = [...this.items.values()].filter((item) =>
        IndexName
          ? item.owner === ExpressionAttributeValues[":owner"]
          : item.documentId === ExpressionAttributeValues[":id"],
      );
      const sorted = matches.sort((one, other) =>
        IndexName ? compare(keyOf(one), keyOf(other)) : Number(other.version) - Number(one.version),
      );
      const from = ExclusiveStartKey ? sorted.findIndex((item) => keyOf(item) === keyOf(ExclusiveStartKey)) + 1 : 0;
      const Items = sorted.slice(from, from + Limit);
      const last = Items.at(-1);
      return { Items, ...(from + Limit < sorted.length && last && { LastEvaluatedKey: last }) };
    }
    if (command instanceof BatchGetCommand) {
      const Keys = command.input.RequestItems?.documents?.Keys ?? [];
      const answered = Keys.slice(0, this.batch);
      const rest = Keys.slice(this.batch);
      return {
        // In no particular order, as DynamoDB has it.
        Responses: { documents: answered.flatMap((key) => this.items.get(keyOf(key)) ?? []).reverse() },
        UnprocessedKeys: rest.length > 0 ? { documents: { Keys: rest } } : {},
      };
    }
    if (command instanceof UpdateCommand) {
      const { Key = {}, ExpressionAttributeValues: values = {} } = command.input;
      const item = this.items.get(keyOf(Key));
      if (!item)
        throw new ConditionalCheckFailedException({ message: "The conditional request failed", $metadata: {} });
      if (values[":summary"]) {
        item.summary = values[":summary"];
        return {};
      }
      Object.assign(item, {
        status: values[":stored"],
        contentType: values[":type"],
        sizeBytes: values[":size"],
        storedAt: values[":at"],
      });
      return { Attributes: { ...item } };
    }
    throw new Error("an unexpected call");
  }
}

const keyOf = ({ documentId, version }: Item | Document) => `${documentId}/${version}`;
const compare = (one: string, other: string) => (one < other ? -1 : 1);
