import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import { GetCommand, PutCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import type { Budget } from "../../functions/chat/budget";

type Item = Record<string, unknown>;

/** The table of sessions as DynamoDB keeps it, as far as the chat asks for it. */
export class FakeSessions {
  readonly items = new Map<string, Item>();
  /** Runs before a put, as what another instance does at the same time. */
  beforePut: (() => void) | undefined;
  readonly client = { send: async (command: unknown) => this.answer(command) } as unknown as ConstructorParameters<
    typeof Budget
  >[0];

  private answer(command: unknown): unknown {
    if (command instanceof GetCommand) return { Item: this.items.get(String(command.input.Key?.sessionId)) };
    if (command instanceof PutCommand) {
      this.beforePut?.();
      const { Item = {}, ExpressionAttributeValues: values } = command.input;
      const key = String(Item.sessionId);
      const known = this.items.get(key);
      if (known && known.version !== values?.[":version"]) refuse();
      this.items.set(key, Item);
      return {};
    }
    if (command instanceof UpdateCommand) {
      const { Key, ExpressionAttributeValues: values = {}, ConditionExpression } = command.input;
      const key = String(Key?.sessionId);
      const known = this.items.get(key);
      const { tokens = 0, microUsd = 0 } = (known ?? {}) as { tokens?: number; microUsd?: number };
      if (known && ConditionExpression && (tokens > values[":leftTokens"] || microUsd > values[":leftMicroUsd"])) {
        refuse();
      }
      this.items.set(key, {
        ...known,
        sessionId: key,
        tokens: tokens + values[":tokens"],
        microUsd: microUsd + values[":microUsd"],
        expiresAt: values[":expiresAt"] ?? known?.expiresAt,
      });
      return {};
    }
    throw new Error("an unexpected call");
  }
}

function refuse(): never {
  throw new ConditionalCheckFailedException({ message: "The conditional request failed", $metadata: {} });
}
